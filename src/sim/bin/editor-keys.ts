import { type Command, decode, errno } from './command.ts';

/** A key as terminals send it: a sequence of an escape, or one character. */
const KEY = /\x1b(?:\[[\d;]*[A-Za-z~]|O[A-Za-z])|[\s\S]/gu;
/** What follows an escape within this time belongs to it. */
const ESCAPE_MS = 50;

/** The keys typed at an editor, drawn anew by `draw` whenever nothing more is waiting; ends with its input. */
export async function* readKeys(cmd: Command, draw: () => void): AsyncGenerator<string> {
  const { sys } = cmd;
  for (;;) {
    draw();
    await cmd.flush();
    try {
      let text = decode(await sys.read(0, 4096));
      if (text === '') return;
      if (text.endsWith('\x1b')) text += await more(cmd);
      yield* text.match(KEY) ?? [];
    } catch (error) {
      if (errno(error) !== 'EINTR') return;
    }
  }
}

async function more({ sys }: Command): Promise<string> {
  try {
    return decode(await sys.read(0, 4096, sys.now() + ESCAPE_MS));
  } catch (error) {
    if (errno(error) !== 'EAGAIN') throw error;
    return '';
  }
}
