import { readAll } from '../../api/bytes.ts';
import { readTarStream } from '../../api/tar/stream.ts';
import type { Cli, Command } from '../command.ts';
import { pathError } from '../errors.ts';
import { checkName, type ContextMeta, hasContext, keepContext } from './store.ts';

async function* standardInput(cli: Cli): AsyncGenerator<Uint8Array> {
  for (let data = await cli.stdin.read(); data.length > 0; data = await cli.stdin.read()) yield data;
}

/** `docker context import` */
export const importContext: Command = {
  usage: 'CONTEXT FILE|-',
  short: 'Import a context from a tar or zip file',
  args: [2, 2],
  async run(cli, _flags, [name = '', file = '']) {
    const { files, folder } = cli;
    checkName(name);
    if (await hasContext(files, folder, name)) throw new Error(`context "${name}" already exists`);
    const path = file.startsWith('/') ? file : `${files.cwd()}/${file}`;
    if (file !== '-') await files.stat(path).catch((error: unknown) => Promise.reject(pathError('open', file, error)));
    let meta: ContextMeta | null = null;
    for await (const { header, data } of readTarStream(file === '-' ? standardInput(cli) : files.readStream(path)))
      if (header.name === 'meta.json') meta = JSON.parse(new TextDecoder().decode(await readAll(data))) as ContextMeta;
    if (!meta) throw new Error('invalid context: no metadata found');
    await keepContext(files, folder, { ...meta, Name: name });
    await cli.print(name);
    await cli.complain(`Successfully imported context "${name}"`);
  },
};
