/** Processes as a tree of parents and children: ps f, --forest and -H. */
import type { ProcessInfo } from '../kernel/types.ts';

/** How the tree is drawn: with branches (`f`, `--forest`), where init's children stand for themselves, or by indentation alone (`-H`). */
export type ForestStyle = 'branches' | 'indent';

/** Parents before their children, each with what stands before its command. `depth` is that of those whose parent is not among them. */
export function forest(processes: readonly ProcessInfo[], style: ForestStyle, depth = 0): { process: ProcessInfo; prefix: string }[] {
  const parentOf = ({ ppid, pid }: ProcessInfo): ProcessInfo | undefined =>
    processes.find((one) => one.pid === ppid && one.pid !== pid && (style === 'indent' || ppid !== 1));
  const shown: { process: ProcessInfo; prefix: string }[] = [];
  const show = (siblings: readonly ProcessInfo[], level: number, before: string): void => {
    for (const [i, process] of siblings.entries()) {
      shown.push({ process, prefix: style === 'indent' ? '  '.repeat(level) : level === 0 ? '' : `${before} \\_ ` });
      const children = processes.filter((one) => parentOf(one) === process);
      show(children, level + 1, level === 0 ? '' : `${before}${i < siblings.length - 1 ? ' |  ' : '    '}`);
    }
  };
  // Those at the top have a parent each, so they are nobody's siblings.
  for (const top of processes.filter((one) => !parentOf(one))) show([top], depth, '');
  return shown;
}
