/** apt's words: sizes, times, lists of packages, and how its progress ends a line. */
import type { Command } from './command.ts';

/** "8980 kB" without its B: apt's SizeToStr. */
export function sizeText(bytes: number): string {
  let size = Math.abs(bytes);
  for (const unit of ['', 'k', 'M', 'G']) {
    if (size < 100 && unit !== '') return `${size.toFixed(1)} ${unit}`;
    if (size < 10000) return `${size.toFixed(0)} ${unit}`;
    size /= 1000;
  }
  return `${size.toFixed(1)} T`;
}

/** "2min 5s": apt's TimeToStr. */
export function timeText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds > 60 ? `${Math.floor(seconds / 60)}min ${seconds % 60}s` : `${seconds}s`;
}

/** Columns of the screen, or what apt takes without one. */
export const screenWidth = (cmd: Command): number => (cmd.sys.isatty(1) ? cmd.sys.winsize(1).cols || 80 : 80);

/** "Title:" and names below it, folded as apt folds them; "" when there are none. */
export function listText(title: string, names: readonly string[], width: number): string {
  if (names.length === 0) return '';
  let text = title;
  let used = 0;
  for (const name of names) {
    if (used === 0 || used + name.length >= width - 3) {
      text += '\n  ';
      used = 0;
    } else {
      text += ' ';
      used++;
    }
    text += name;
    used += name.length;
  }
  return `${text}\n`;
}

/** A step of apt's work: "Reading package lists... Done" on a terminal, without the word elsewhere. */
export const step = (cmd: Command, what: string): string => `${what}...${cmd.sys.isatty(1) ? ' Done' : ''}\n`;
