import { expect, test } from 'vitest';
import { FsError } from '../fs/types.ts';
import { decode, encode, makeWorld } from './testing.ts';
import type { Program } from './types.ts';

const cat: Program = async ({ sys }) => {
  for (;;) {
    const data = await sys.read(0);
    if (data.length === 0) return 0;
    await sys.write(1, data);
  }
};
const forever: Program = async ({ sys }) => {
  for (;;) await sys.sleep(1000);
};
const code = (error: unknown): string => (error instanceof FsError ? error.code : String(error));

test('a program reads, writes and exits', async () => {
  expect(await makeWorld().run(cat, { stdin: 'hello' })).toEqual({ out: 'hello', err: '', code: 0 });
});

test('spawn, pipe and wait', async () => {
  const world = makeWorld({ cat });
  const result = await world.run(async ({ sys }) => {
    const [r, w] = sys.pipe();
    const pid = sys.spawn({ path: '/bin/cat', argv: ['cat'], env: {}, fds: { 0: r } });
    sys.close(r);
    await sys.write(w, encode('through a pipe\n'));
    sys.close(w);
    // The child has its own copy of our writing end and so never sees the end of file.
    await sys.kill(pid, 'TERM');
    const done = await sys.wait(pid);
    await sys.write(1, encode(JSON.stringify(done?.status)));
    return 3;
  });
  expect(result).toEqual({ out: '{"kind":"signaled","signal":"TERM"}', err: '', code: 3 });
});

test('close-on-exec ends give the reader its end of file', async () => {
  const world = makeWorld({ cat });
  const result = await world.run(async ({ sys }) => {
    const [r, w] = sys.pipe();
    const pid = sys.fork(
      async (child) => {
        child.close(w);
        return child.exec('/bin/cat', ['cat'], {});
      },
      { fds: { 0: r } },
    );
    sys.close(r);
    await sys.write(w, encode('x\n'));
    sys.close(w);
    return (await sys.wait(pid))?.status.kind === 'exited' ? 0 : 1;
  });
  expect(result).toEqual({ out: 'x\n', err: '', code: 0 });
});

test('writing to a pipe that nobody reads is SIGPIPE, or EPIPE when that is ignored', async () => {
  const write: Program = async ({ sys }) => {
    const [r, w] = sys.pipe();
    sys.close(r);
    try {
      await sys.write(w, encode('x'));
    } catch (error) {
      await sys.write(1, encode(code(error)));
    }
    return 0;
  };
  const world = makeWorld();
  expect((await world.run(write)).code).toBe('PIPE');
  const ignoring = await world.run(async (ctx) => {
    ctx.sys.sigaction('PIPE', 'ignore');
    return write(ctx);
  });
  expect(ignoring).toEqual({ out: 'EPIPE', err: '', code: 0 });
});

test('a handler interrupts sleep with EINTR; a killed process never comes back', async () => {
  const world = makeWorld({ forever });
  const result = await world.run(async ({ sys }) => {
    let handled = 0;
    sys.sigaction('USR1', () => {
      handled++;
    });
    const me = sys.getpid();
    const child = sys.fork(async (inner) => {
      await inner.sleep(10);
      await inner.kill(me, 'USR1');
      await inner.kill(inner.getpid(), 'KILL');
      await inner.write(1, encode('never'));
      return 0;
    });
    const error = await sys.sleep(1000).catch(code);
    const end = await sys.wait(child);
    await sys.write(1, encode(`${error} ${handled} ${JSON.stringify(end?.status)}`));
    return 0;
  });
  expect(result.out).toBe('EINTR 1 {"kind":"signaled","signal":"KILL"}');
});

test('a stopped process does not move until it is continued', async () => {
  const world = makeWorld();
  const result = await world.run(async ({ sys }) => {
    const child = sys.fork(async (inner) => {
      await inner.sleep(10);
      await inner.write(1, encode('child '));
      return 0;
    });
    await sys.kill(child, 'STOP');
    const stopped = await sys.wait(child, { untraced: true });
    await sys.sleep(100);
    await sys.write(1, encode(`${stopped?.status.kind} `));
    await sys.kill(child, 'CONT');
    await sys.wait(child);
    return 0;
  });
  expect(result.out).toBe('stopped child ');
});

test('a busy loop lets time pass and can be killed', async () => {
  const world = makeWorld();
  const result = await world.run(async ({ sys }) => {
    const child = sys.fork(async (inner) => {
      for (;;) await inner.cpu(0.01);
    });
    await sys.sleep(50);
    await sys.kill(child, 'INT');
    const end = await sys.wait(child);
    return end?.status.kind === 'signaled' ? 7 : 1;
  });
  expect(result.code).toBe(7);
});

test('script files run their interpreter; faults of exec', async () => {
  const echo: Program = async ({ argv, sys }) => {
    await sys.write(1, encode(`${argv.join('|')}\n`));
    return 0;
  };
  const world = makeWorld({ echo });
  const result = await world.run(async ({ sys }) => {
    sys.writeFile('/s', encode('#!/bin/echo -x  y\nrest'), { mode: 0o755 });
    sys.writeFile('/bad', encode('#!/nosuch\n'), { mode: 0o755 });
    sys.writeFile('/text', encode('hello\n'), { mode: 0o755 });
    sys.writeFile('/plain', encode('hello\n'), { mode: 0o644 });
    await sys.wait(sys.spawn({ path: '/s', argv: ['s', 'a'], env: {} }));
    for (const path of ['/bad', '/text', '/plain', '/etc', '/nosuch']) {
      try {
        sys.spawn({ path, argv: [path], env: {} });
      } catch (error) {
        await sys.write(1, encode(`${path} ${code(error)}\n`));
      }
    }
    return 0;
  });
  expect(result.out).toBe('/bin/echo|-x  y|/s|a\n/bad ENOENT\n/text ENOEXEC\n/plain EACCES\n/etc EACCES\n/nosuch ENOENT\n');
});

test('devices', async () => {
  const { out } = await makeWorld().run(async ({ sys }) => {
    const zero = sys.open('/dev/zero', { read: true });
    const bytes = await sys.read(zero, 4);
    const full = sys.open('/dev/full', { write: true });
    const error = await sys.write(full, encode('x')).catch(code);
    const nothing = await sys.read(sys.open('/dev/null', { read: true }));
    await sys.write(1, encode(`${bytes.join()} ${error} ${nothing.length}`));
    return 0;
  });
  expect(out).toBe('0,0,0,0 ENOSPC 0');
});

test('uncaught faults are told on standard error', async () => {
  const world = makeWorld();
  const lost = await world.run(async ({ sys }) => {
    sys.readFile('/nosuch');
    return 0;
  });
  expect(lost.code).toBe(1);
  expect(world.kernel.faults).toEqual([]);
  const broken = await world.run(async () => {
    throw new TypeError('oops');
  });
  expect(broken.code).toBe(70);
  expect(broken.err).toContain('internal error: TypeError: oops');
  expect(world.kernel.faults).toHaveLength(1);
});

test('a terminal: echo, line editing, ^C to the foreground group', async () => {
  const world = makeWorld({ cat });
  const terminal = world.kernel.terminal({ cols: 80, rows: 24 });
  let screen = '';
  terminal.onOutput((bytes) => {
    screen += decode(bytes);
  });
  const shell = terminal.spawn({ path: '/bin/cat', argv: ['cat'], env: {}, cwd: '/' });
  let ended = '';
  void shell.exited.then((status) => {
    ended = status.kind;
  });
  await world.clock.run(world.clock.now() + 10);
  terminal.write(encode('hx\x7fi\r'));
  await world.clock.run(world.clock.now() + 10);
  terminal.write(encode('abc\x03'));
  await world.clock.run(world.clock.now() + 10);
  expect(screen).toBe('hx\b \bi\r\nhi\r\nabc^C');
  expect(ended).toBe('signaled');
});
