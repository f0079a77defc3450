/** Every lesson's solution, typed on a fresh machine: each step's checks fail before it and hold after it, in every language. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newWorld } from '../../src/headless/world.ts';
import { firstFailing } from '../../src/lessons/checks.ts';
import { type Lesson, readLesson } from '../../src/lessons/format.ts';
import { reasonText } from '../../src/lessons/messages.ts';

const root = join(import.meta.dirname, '../../lessons');
const folders = readdirSync(root).flatMap((part) => readdirSync(join(root, part)).map((name) => join(root, part, name)));

const read = (folder: string, language: string): Lesson =>
  readLesson(
    readFileSync(join(folder, 'lesson.yaml'), 'utf8'),
    readFileSync(join(folder, `index.${language}.md`), 'utf8'),
    `index.${language}.md`,
  );

describe.each(folders)('%s', (folder) => {
  const lesson = read(folder, 'en');

  test('says the same in Chinese: as many steps and hints', () => {
    const chinese = read(folder, 'zh');
    expect(chinese.steps.map(({ id, hints }) => [id, hints.length])).toEqual(lesson.steps.map(({ id, hints }) => [id, hints.length]));
  });

  test('each solution makes its checks hold, and nothing before does', { timeout: 60_000 }, async () => {
    const world = await newWorld({ catalog: 'hub', seed: 3 });
    const codes: number[] = [];
    world.onExit = (_, code) => codes.push(code);
    // Answers come while virtual time stands still only if nobody waits for time to pass: the checks only read.
    const reason = async (step: Lesson['steps'][number]) => {
      const answer = firstFailing(world.transport, step.checks);
      await world.run(world.clock.now());
      return answer;
    };
    for (const step of lesson.steps) {
      const before = await reason(step);
      expect(before, `${step.id} holds already`).not.toBeNull();
      if (before) for (const locale of ['en', 'zh-CN']) expect(reasonText(before, locale)).not.toBe('');
      for (const command of step.solution) {
        const done = codes.length;
        const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', TERM: 'xterm' };
        world.input({
          kind: 'spawn',
          session: command,
          argv: ['/bin/bash', '-c', command],
          env,
          cwd: '/root',
          terminal: { cols: 80, rows: 24 },
        });
        await world.run(world.clock.now() + 60_000, () => codes.length > done);
        expect(codes.at(-1), command).toBe(0);
      }
      expect(await reason(step), `${step.id} after its solution`).toBeNull();
    }
  });
});
