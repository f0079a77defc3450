/** The texts of the timeline's bar. */
import type { Locale } from '../messages/index.ts';

const en = {
  bar: 'Playback',
  undo: 'Undo',
  undoHint: 'Back to before the last command; what it did is kept as another way',
  pause: 'Pause',
  play: 'Go on',
  pauseHint: 'Time stands still. What you type goes on until there is something to see.',
  step: 'Step',
  stepHint: 'To the next thing that happens in a container’s layers',
  speed: 'Speed',
  timeline: 'Timeline',
  start: 'Before the first command',
  at: (n: number, of: number, text: string) => `${n} of ${of} · ${text}`,
  now: 'Now',
  toCome: 'Replaying what was typed. Type something else, and another way begins here.',
  toNow: 'To the end',
  ways: 'Other ways',
  way: (text: string, more: number) => (more > 0 ? `${text} (and ${more} more)` : text),
};

export type PlaybackMessages = {
  readonly [K in keyof typeof en]: (typeof en)[K] extends (...args: infer A) => string ? (...args: A) => string : string;
};

const zhCN: PlaybackMessages = {
  bar: '回放',
  undo: '撤销',
  undoHint: '回到上一条命令之前；它做过的事会保留为另一条分支',
  pause: '暂停',
  play: '继续',
  pauseHint: '时间停住。输入的命令会运行到有变化可看为止。',
  step: '单步',
  stepHint: '运行到容器的层中发生下一件事',
  speed: '速度',
  timeline: '时间线',
  start: '第一条命令之前',
  at: (n, of, text) => `${n} / ${of} · ${text}`,
  now: '现在',
  toCome: '正在重放之前的输入。此刻输入别的命令，就从这里开始另一条分支。',
  toNow: '到最后',
  ways: '其他分支',
  way: (text, more) => (more > 0 ? `${text}（还有 ${more} 条）` : text),
};

export const playbackMessages: Readonly<Record<Locale, PlaybackMessages>> = { en, 'zh-CN': zhCN };
