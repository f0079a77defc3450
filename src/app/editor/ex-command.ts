/** What a line typed after a colon asks of the editor; the commonest of vi's. */
export type ExCommand =
  | { readonly kind: 'write'; readonly name: string; readonly force: boolean; readonly leave: boolean }
  | { readonly kind: 'quit'; readonly force: boolean; readonly code: number }
  /** From 1; infinite is the last line. */
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'find'; readonly text: string }
  | { readonly kind: 'next'; readonly step: 1 | -1 }
  | { readonly kind: 'text' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown'; readonly line: string };

/** Reads such a line, with or without its colon. */
export function parseEx(typed: string): ExCommand {
  const line = typed.trim().replace(/^:+\s*/, '');
  if (typed.trim().startsWith('/')) return { kind: 'find', text: typed.trim().slice(1) };
  if (/^(?:\d+|\$)$/.test(line)) return { kind: 'line', line: line === '$' ? Number.POSITIVE_INFINITY : Number(line) };
  const [, name = '', bang = '', argument = ''] = /^([A-Za-z]*)(!?)\s*(.*)$/.exec(line) ?? [];
  const force = bang === '!';
  if (/^(?:w|write|wa|wall)$/.test(name)) return { kind: 'write', name: argument, force, leave: false };
  if (/^(?:wq|wqa|wqall|x|xa|xit|exit|ZZ)$/.test(name)) return { kind: 'write', name: argument, force, leave: true };
  if (/^(?:q|qa|quit|qall|ZQ)$/.test(name)) return { kind: 'quit', force: force || name === 'ZQ', code: 0 };
  if (/^(?:cq|cquit)$/.test(name)) return { kind: 'quit', force: true, code: 1 };
  if (/^(?:n|next|bn|bnext|tabn|tabnext)$/.test(name)) return { kind: 'next', step: 1 };
  if (/^(?:N|Next|prev|previous|bp|bprevious|tabp|tabprevious)$/.test(name)) return { kind: 'next', step: -1 };
  if (/^[iaIAoO]$/.test(name)) return { kind: 'text' };
  if (/^(?:|set|se|syntax|sy|noh|nohlsearch)$/.test(name)) return { kind: 'nothing' };
  return { kind: 'unknown', line };
}

/** Whether a line in the text itself is one of the ways out that hands trained by vi type there. */
export const isWayOut = (line: string): boolean => /^:(?:w|wq|wq!|x|q|q!|qa|qa!|wqa)$/.test(line);
