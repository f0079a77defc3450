import { encode, put } from '../kernel/testing.ts';
import { elfFile } from '../kernel/elf.ts';
import { shellWorld } from './testing.ts';
import { TestScreen, type Picture } from './testing-screen.ts';

/** What was typed at a real shell and what its terminal got, see test/oracle/shell/record_editing.py. */
export interface KeyCase {
  readonly name: string;
  readonly shell: string;
  readonly size?: readonly number[];
  readonly history?: readonly string[];
  readonly steps: readonly { readonly keys: string; readonly ms?: number; readonly size?: readonly number[]; readonly output: string }[];
}

/** All that was recorded. */
export interface KeyCases {
  readonly programs: readonly string[];
  readonly files: readonly string[];
  readonly cases: readonly KeyCase[];
}

// Process ids are not the same.
const plain = (text: string): string => text.replace(/\[(\d+)\] \d+/g, '[$1] PID');

function pictures({ size, steps }: KeyCase, outputs: readonly string[]): Picture[] {
  const screen = new TestScreen(size?.[0] ?? 80, size?.[1] ?? 24);
  return steps.map((step, i) => {
    if (step.size) screen.resize(step.size[0] ?? 80, step.size[1] ?? 24);
    screen.write(plain(outputs[i] ?? ''));
    return screen.picture();
  });
}

/** What the real terminal showed after each step. */
export const realPictures = (one: KeyCase): Picture[] =>
  pictures(
    one,
    one.steps.map(({ output }) => output),
  );

/** Types the same keys at our shell: what our terminal got, and showed, after each step. */
export async function ourPictures(one: KeyCase, { programs, files }: KeyCases): Promise<{ outputs: string[]; pictures: Picture[] }> {
  const { kernel, clock, rootfs } = shellWorld();
  for (const name of programs) put(rootfs, `/tmp/edit/bin/${name}`, elfFile(`gnu:${name}`).read(0, 256), 0o755);
  for (const path of files) {
    put(rootfs, `/tmp/edit/${path}${path.endsWith('/') ? 'x' : ''}`, 'text\n');
    if (path.endsWith('/')) {
      const folder = path
        .split('/')
        .slice(0, -1)
        .reduce(
          (node, name) => rootfs.lookup(node, name) ?? node,
          rootfs.lookup(rootfs.lookup(rootfs.root, 'tmp') ?? rootfs.root, 'edit') ?? rootfs.root,
        );
      rootfs.unlink(folder, 'x');
    }
  }
  // By its being there readline knows that this terminal can mark what is pasted.
  put(rootfs, '/lib/terminfo/x/xterm', '');
  put(rootfs, '/tmp/edit/hist', (one.history ?? []).map((line) => `${line}\n`).join(''));
  const terminal = kernel.terminal({ cols: one.size?.[0] ?? 80, rows: one.size?.[1] ?? 24 });
  const decoder = new TextDecoder();
  let output = '';
  terminal.onOutput((bytes) => {
    output += decoder.decode(bytes, { stream: true });
  });
  const bash = one.shell === 'bash';
  terminal.spawn({
    path: bash ? '/bin/bash' : '/bin/sh',
    argv: bash ? ['bash', '--norc'] : ['sh'],
    env: { PATH: '/tmp/edit/bin', HOME: '/tmp/edit/home', TERM: 'xterm', PS1: '$ ', LANG: 'C.UTF-8', HISTFILE: '/tmp/edit/hist' },
    cwd: '/tmp/edit/work',
  });
  const outputs: string[] = [];
  for (const { keys, ms = 350, size } of one.steps) {
    if (size) terminal.resize({ cols: size[0] ?? 80, rows: size[1] ?? 24 });
    terminal.write(encode(keys));
    await clock.run(clock.now() + ms);
    outputs.push(output);
    output = '';
  }
  if (kernel.faults.length > 0) throw new Error(kernel.faults.join('\n'));
  return { outputs, pictures: pictures(one, outputs) };
}
