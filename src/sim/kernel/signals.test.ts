import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { defaultAction, signalNames, signalNumber, signalOf } from './signals.ts';
import { encode, makeWorld } from './testing.ts';

test('names and numbers are those of this Linux', () => {
  const real = execFileSync('/bin/bash', ['-c', 'for i in $(seq 31); do kill -l $i; done'], { encoding: 'utf8' }).trim().split('\n');
  expect(signalNames).toEqual(real);
  expect(signalOf(signalNumber('TERM'))).toBe('TERM');
  expect(signalOf(0)).toBeNull();
});

test('what ends a process is what ends one on this Linux', () => {
  const deadly = signalNames.filter((signal) => defaultAction(signal) === 'terminate').map(signalNumber);
  const script = `ulimit -c 0; for i in ${deadly.join(' ')}; do sh -c "kill -$i \\$\\$"; echo $?; done`;
  const real = execFileSync('/bin/bash', ['-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  expect(real.trim().split('\n').map(Number)).toEqual(deadly.map((number) => 128 + number));
});

test('exec keeps ignored signals and resets handled ones; fork keeps both', async () => {
  const world = makeWorld({
    show: async ({ sys }) => {
      await sys.write(1, encode(`${sys.sigactionOf('INT')} ${sys.sigactionOf('TERM')};`));
      return 0;
    },
  });
  const { out } = await world.run(async ({ sys }) => {
    sys.sigaction('INT', 'ignore');
    sys.sigaction('TERM', () => {});
    await sys.wait(
      sys.fork(async (child) => {
        await child.write(1, encode(`${child.sigactionOf('INT')} ${child.sigactionOf('TERM')};`));
        return 0;
      }),
    );
    await sys.wait(sys.spawn({ path: '/bin/show', argv: ['show'], env: {} }));
    return 0;
  });
  expect(out).toBe('ignore handled;ignore default;');
});

test('signals for a stopped process wait until it goes on', async () => {
  const { out } = await makeWorld().run(async ({ sys }) => {
    const child = sys.fork(async (inner) => {
      for (;;) await inner.sleep(1000);
    });
    await sys.sleep(5);
    await sys.kill(child, 'STOP');
    await sys.kill(child, 'TERM');
    await sys.sleep(50);
    const early = await sys.wait(child, { noHang: true });
    await sys.kill(child, 'CONT');
    const late = await sys.wait(child);
    await sys.write(1, encode(`${early} ${JSON.stringify(late?.status)}`));
    return 0;
  });
  expect(out).toBe('null {"kind":"signaled","signal":"TERM"}');
});

test('orphans go to init; wait without children is ECHILD', async () => {
  const { out } = await makeWorld().run(async ({ sys }) => {
    await sys.wait(
      sys.fork(async (child) => {
        child.fork(async (grandchild) => {
          await grandchild.sleep(20);
          await grandchild.write(1, encode(`parent ${grandchild.getppid()}`));
          return 0;
        });
        return 0;
      }),
    );
    const error = await sys.wait(-1).catch((thrown: unknown) => (thrown instanceof Error ? thrown.message : ''));
    await sys.sleep(100);
    await sys.write(1, encode(` ${error}`));
    return 0;
  });
  expect(out).toBe('parent 1 wait4 -1: ECHILD');
});

test('two runs of the same world have the same snapshot', async () => {
  const once = async (): Promise<string> => {
    const world = makeWorld();
    await world.run(
      async ({ sys }) => {
        sys.fork(async (child) => {
          for (;;) await child.cpu(0.3);
        });
        sys.pipe();
        await sys.sleep(1000);
        return 0;
      },
      { ms: 500 },
    );
    return JSON.stringify(world.kernel.snapshot());
  };
  expect(await once()).toBe(await once());
});
