import { gzipSync } from 'fflate';
import { concat } from '../../api/bytes.ts';
import { ImageBuild } from '../../api/client.ts';
import type { ProgressMessage } from '../../api/types.ts';
import type { Cli } from '../command.ts';
import type { OutputStream } from '../context.ts';
import { allAuths } from '../credentials.ts';
import { StatusError } from '../errors.ts';
import type { Flags } from '../flags.ts';
import { showProgress, StreamError } from '../progress.ts';
import { prepareContext } from './context.ts';
import { untilInterrupted } from './interrupt.ts';
import { buildQuery, clearIdFile, writeIdFile } from './query.ts';
import { counted } from './streams.ts';

/** Keeps what is written. */
function kept(): OutputStream & { readonly bytes: Uint8Array } {
  const parts: Uint8Array[] = [];
  return {
    isTTY: false,
    write: async (data) => void parts.push(data),
    get bytes() {
      return concat(parts);
    },
  };
}

/** Messages with the id of the image taken out of them. */
async function* withoutResult(messages: AsyncIterable<ProgressMessage>, found: (id: string) => void): AsyncGenerator<ProgressMessage> {
  for await (const message of messages) {
    if (message.aux === undefined) yield message;
    else found((message.aux as { ID?: string }).ID ?? '');
  }
}

/** Builds with the classic builder. */
export async function classicBuild(cli: Cli, flags: Flags, path: string): Promise<void> {
  const quiet = flags.bool('quiet');
  const [sending, building] = quiet ? [kept(), kept()] : [null, null];
  await clearIdFile(cli, flags);
  const { context, dockerfile } = await prepareContext(cli, path, flags.string('file'));
  const body = counted(cli, flags.bool('compress') ? compressed(context) : context, sending ?? cli.stdout);
  const complainQuietly = async (): Promise<void> => {
    for (const out of [sending, building]) if (out) await cli.stderr.write(out.bytes);
  };
  let id = '';
  try {
    const { messages, leave } = await ImageBuild(
      cli.wire,
      { ...buildQuery(cli, flags), dockerfile, version: '1' },
      body,
      await allAuths(cli),
    );
    const shown = withoutResult(messages, (found) => {
      id = found;
    });
    await untilInterrupted(cli, leave, () => showProgress(cli, shown, building ?? cli.stdout));
  } catch (error) {
    if (!(error instanceof StatusError)) await complainQuietly();
    throw error instanceof StreamError ? new StatusError(error.code || 1, error.message) : error;
  }
  if (building) {
    await cli.stdout.write(building.bytes);
    id = new TextDecoder().decode(building.bytes);
  }
  await writeIdFile(cli, flags, id);
}

async function* compressed(context: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of context) parts.push(part.slice());
  yield gzipSync(concat(parts), { mtime: 0 });
}
