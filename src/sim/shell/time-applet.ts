import type { Command, CommandNode, Pipeline, Word } from 'unbash';

/** A pipeline with `time` before it as busybox ash runs it: there it is no keyword but an applet, the first command's name. */
export function timeAsApplet(node: Pipeline): Pipeline {
  const time = node.prefixes.find((prefix) => prefix.type === 'Time');
  const [first, ...others] = node.commands;
  if (time?.type !== 'Time' || (first && first.type !== 'Command')) return node;
  const word = (text: string, pos: number): Word => ({ type: 'Word', text, value: text, pos, end: pos + text.length });
  const args: Command['args'] = [
    ...(time.posix ? [word('-p', time.posix.pos)] : []),
    ...(first?.prefix ?? []).flatMap((item) => (item.type === 'Assignment' ? [word(item.text, item.pos)] : [])),
    ...(first?.name ? [first.name] : []),
    ...(first?.args ?? []),
  ];
  const redirects = first?.redirects ?? [];
  const command: CommandNode = {
    type: 'Command',
    pos: time.pos,
    end: first?.end ?? time.end,
    name: word('time', time.pos),
    prefix: [],
    suffix: [...args, ...redirects],
    args,
    redirects,
  };
  return { ...node, prefixes: node.prefixes.filter((prefix) => prefix !== time), commands: [command, ...others] };
}
