import type { ProgressMessage } from '../api/types.ts';
import type { Cli } from './command.ts';
import type { OutputStream } from './context.ts';
import { humanSize } from './format/units.ts';

type Detail = NonNullable<ProgressMessage['progressDetail']>;

/** "[=====>     ]  1.2MB/3MB" for a terminal of `width` columns, "" when nothing is known. */
function progressBar(detail: Detail, width: number, now: number): string {
  const { current = 0, total = 0, units = '' } = detail;
  if (current <= 0 && total <= 0) return '';
  const amount = (n: number): string => (units === '' ? humanSize(n) : String(n));
  if (total <= 0) return units === '' ? amount(current).padStart(8) : `${current} ${units}`;
  const half = Math.min(50, Math.trunc(Math.trunc((current / total) * 100) / 2));
  const bar = width > 110 ? `[${'='.repeat(half)}>${' '.repeat(50 - half)}] ` : '';
  let numbers = '';
  if (!detail.hidecounts)
    numbers =
      amount(current).padStart(units === '' ? 8 : 0) + (current > total ? '' : `/${amount(total)}`) + (units === '' ? '' : ` ${units}`);
  let left = '';
  if (current > 0 && detail.start && half < 50 && width > 50)
    left = ` ${Math.trunc(((total - current) * (now / 1000 - detail.start)) / current)}s`;
  return bar + numbers + left;
}

/** Output that nobody sees (`--quiet`). */
export const unseen: OutputStream = { isTTY: false, write: async () => {} };

/** What the engine reports as an error in the middle of a stream. */
export class StreamError extends Error {
  /** An exit code or a status, 0 when it has none. */
  readonly code: number;
  constructor(message: string, code: number) {
    super(message);
    this.code = code;
  }
}

/**
 * Shows the messages of a pull, push, build or load as they come: plain lines, or on a terminal (that of standard output, as in
 * the real client) one live line per layer. Throws what the engine reports as an error.
 */
export async function showProgress(cli: Cli, messages: AsyncIterable<ProgressMessage>, out: OutputStream): Promise<void> {
  const encoder = new TextEncoder();
  const isTTY = cli.stdout.isTTY;
  const width = isTTY ? (cli.winsize()?.cols ?? 200) : 200;
  let lines = new Map<string, number>();
  for await (const message of messages) {
    if (message.aux !== undefined) continue;
    const detail = message.progressDetail;
    let text = '';
    let up = 0;
    if (message.id && (detail || message.progress)) {
      let line = lines.get(message.id);
      if (line === undefined) {
        line = lines.size;
        lines.set(message.id, line);
        if (isTTY) text = '\n';
      }
      up = lines.size - line;
      if (isTTY) text += `\x1b[${up}A`;
    } else lines = new Map();
    const error = message.errorDetail ?? (message.error === undefined ? undefined : { message: message.error });
    if (error) {
      const code = 'code' in error ? (error.code ?? 0) : 0;
      throw new StreamError(code === 401 ? 'authentication is required' : error.message, code);
    }
    const bar = detail ? progressBar(detail, width, cli.now()) : '';
    const live = isTTY && !message.stream && detail;
    if (live || bar === '') {
      const end = live ? '\r' : '';
      if (live) text += '\x1b[2K\r';
      if (message.id) text += `${message.id}: `;
      if (detail && isTTY) text += `${message.status ?? ''} ${bar}${end}`;
      else if (message.progress) text += `${message.status ?? ''} ${message.progress}${end}`;
      else if (message.stream) text += message.stream + end;
      else text += `${message.status ?? ''}${end}\n`;
    }
    if (message.id && isTTY && up > 0) text += `\x1b[${up}B`;
    if (text !== '') await out.write(encoder.encode(text));
  }
}
