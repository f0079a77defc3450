import { decodeStatus, RESULT, TRACE } from '../../api/buildkit.ts';
import { ImageBuild } from '../../api/client.ts';
import type { ProgressMessage } from '../../api/types.ts';
import type { Cli } from '../command.ts';
import { allAuths } from '../credentials.ts';
import type { Flags } from '../flags.ts';
import { prepareContext } from './context.ts';
import { untilInterrupted } from './interrupt.ts';
import { LiveProgress } from './live.ts';
import { PlainProgress } from './plain.ts';
import { buildQuery, clearIdFile, writeIdFile } from './query.ts';
import { BuildTrace, type TraceStep } from './trace.ts';

const encoder = new TextEncoder();
const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

/** Builds with BuildKit: progress goes to standard error. */
export async function runBuildKit(cli: Cli, flags: Flags, path: string): Promise<void> {
  await clearIdFile(cli, flags);
  const quiet = flags.bool('quiet');
  const { context, dockerfile } = await prepareContext(cli, path, flags.string('file'));
  const { q: _, ...query } = buildQuery(cli, flags);
  const { messages, leave } = await ImageBuild(cli.wire, { ...query, dockerfile, version: '2' }, context, await allAuths(cli));
  const trace = new BuildTrace();
  const live = cli.stderr.isTTY && ['auto', 'tty'].includes(flags.string('progress')) ? new LiveProgress(cli, trace) : null;
  const plain = new PlainProgress((text) => (text === '' ? Promise.resolve() : cli.stderr.write(encoder.encode(text))));
  const show = async (changed: readonly TraceStep[]): Promise<void> => {
    if (quiet) return;
    if (live) await live.draw(false);
    else await plain.show(changed);
  };
  if (live && !quiet) void live.tick();
  let id = '';
  let failure: string | null = null;
  await untilInterrupted(cli, leave, async () => {
    for await (const message of messages) {
      if (message.id === TRACE) await show(trace.update(decodeStatus(bytesOf(String(message.aux)))));
      else if (message.id === RESULT) id = (message.aux as { ID?: string }).ID ?? '';
      failure = failureOf(message) ?? failure;
    }
  });
  if (live && !quiet) await live.draw(true);
  if (failure !== null) {
    const { failed } = trace;
    if (!quiet && failed) await complain(cli, failed, live ? failed.lines : []);
    throw new Error(failure);
  }
  if (quiet) await cli.print(id);
  await writeIdFile(cli, flags, id);
}

const failureOf = ({ error, errorDetail }: ProgressMessage): string | null => errorDetail?.message ?? error ?? null;

/** Says once more which step failed, and what it had said. */
const complain = (cli: Cli, { vertex }: TraceStep, said: readonly string[]): Promise<void> =>
  cli.complain(`------\n > ${vertex.name}:\n${said.map((line) => `${line}\n`).join('')}------`);
