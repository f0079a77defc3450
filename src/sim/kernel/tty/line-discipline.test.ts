import { expect, test } from 'vitest';
import { decode, encode, makeWorld } from '../testing.ts';
import type { Program } from '../types.ts';
import golden from './line-discipline.golden.json' with { type: 'json' };

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

// Recorded from a real Linux pseudoterminal by record-golden.py.
test.each(golden)('$keys, canonical: $canonical', async ({ keys, canonical, screen, reads, end }) => {
  const got: number[][] = [];
  const reader: Program = async ({ sys }) => {
    sys.tcsetattr(0, { ...sys.tcgetattr(0), canonical });
    for (;;) {
      const data = await sys.read(0, 4096);
      got.push([...data]);
      if (data.length === 0) return 0;
    }
  };
  const world = makeWorld({ reader });
  const terminal = world.kernel.terminal({ cols: 80, rows: 24 });
  let shown = '';
  terminal.onOutput((bytes) => {
    shown += String.fromCharCode(...bytes);
  });
  let ended = 'alive';
  const { exited } = terminal.spawn({ path: '/bin/reader', argv: ['reader'], env: {}, cwd: '/' });
  void exited.then((status) => {
    ended = status.kind === 'exited' ? 'exit' : status.signal;
  });
  const settle = (): Promise<void> => world.clock.run(world.clock.now() + 10);
  await settle();
  for (const key of keys) {
    terminal.write(latin1(key));
    await settle();
  }
  expect({ screen: shown, reads: got, end: ended }).toEqual({ screen, reads, end });
});

test('input of an earlier canonical mode is kept when a program goes raw', async () => {
  const world = makeWorld();
  const terminal = world.kernel.terminal({ cols: 80, rows: 24 });
  terminal.write(encode('abc'));
  terminal.tty.termios = { ...terminal.tty.termios, canonical: false };
  expect(terminal.tty.pendingInput().input.map(decode)).toEqual(['abc']);
});

test('a new size is told to the foreground group by WINCH, the same size is not', async () => {
  let winches = 0;
  let size = { cols: 0, rows: 0 };
  const world = makeWorld({
    watcher: async ({ sys }) => {
      sys.sigaction('WINCH', () => {
        winches++;
        size = sys.winsize(0);
      });
      for (;;) await sys.sleep(1000).catch(() => {});
    },
  });
  const terminal = world.kernel.terminal({ cols: 80, rows: 24 });
  terminal.spawn({ path: '/bin/watcher', argv: ['watcher'], env: {}, cwd: '/' });
  await world.clock.run(world.clock.now() + 10);
  terminal.resize({ cols: 80, rows: 24 });
  terminal.resize({ cols: 100, rows: 30 });
  expect(winches).toBe(1);
  expect(size).toEqual({ cols: 100, rows: 30 });
});
