/** Why a check does not hold yet, in the learner's language. */
import type { Reason } from './checks.ts';

type ReasonTexts = { readonly [K in Reason['key']]: (reason: Extract<Reason, { key: K }>) => string };

const en: ReasonTexts = {
  'no-image': ({ reference }) => `there is no image ${reference} on this host`,
  'image-there': ({ reference }) => `the image ${reference} is still here`,
  'no-container': ({ name }) => `there is no container named ${name}`,
  'container-there': ({ name }) => `the container ${name} is still here`,
  state: ({ name, is, want }) => `${name} is ${is}, and should be ${want}`,
  'wrong-image': ({ name, is, want }) => `${name} was made from ${is}, and should be made from ${want}`,
  'exit-code': ({ name, is, want }) => `${name} ended with ${is}, and should end with ${want}`,
  'not-added': ({ name, path }) => `${name} has no new ${path} in its read-write layer`,
  'not-changed': ({ name, path }) => `${path} in ${name} is still as the image has it`,
  'not-deleted': ({ name, path }) => `${path} has not been deleted in ${name}`,
  touched: ({ name, path }) => `${path} in ${name} should be as the image has it`,
};

const states: Readonly<Record<string, string>> = {
  created: '已创建',
  running: '运行中',
  paused: '已暂停',
  restarting: '重启中',
  removing: '删除中',
  exited: '已停止',
  dead: '已失效',
};
const state = (name: string): string => `“${states[name] ?? name}”`;

const zhCN: ReasonTexts = {
  'no-image': ({ reference }) => `这台主机上还没有镜像 ${reference}`,
  'image-there': ({ reference }) => `镜像 ${reference} 还在`,
  'no-container': ({ name }) => `还没有名叫 ${name} 的容器`,
  'container-there': ({ name }) => `容器 ${name} 还在`,
  state: ({ name, is, want }) => `${name} 现在是${state(is)}，应该是${state(want)}`,
  'wrong-image': ({ name, is, want }) => `${name} 是用 ${is} 创建的，应该用 ${want}`,
  'exit-code': ({ name, is, want }) => `${name} 的退出码是 ${is}，应该是 ${want}`,
  'not-added': ({ name, path }) => `${name} 的可读写层里还没有新文件 ${path}`,
  'not-changed': ({ name, path }) => `${name} 里的 ${path} 还和镜像里一样`,
  'not-deleted': ({ name, path }) => `${name} 里的 ${path} 还没有被删除`,
  touched: ({ name, path }) => `${name} 里的 ${path} 应该和镜像里一样`,
};

/** The sentence for a reason; languages that are not Chinese get English. */
export function reasonText(reason: Reason, locale: string): string {
  const texts = locale.startsWith('zh') ? zhCN : en;
  return (texts[reason.key] as (reason: Reason) => string)(reason);
}
