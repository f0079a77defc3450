/** Starts the real engines before the first test that wants one and stops them after the last. */
import type { TestProject } from 'vitest/node';
import { install, startRealEngine } from './engines.ts';
import { oracleReason } from './ready.ts';

/** Two: sessions on a real engine mostly wait, and there are many. */
const ENGINES = 2;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (oracleReason() !== null) {
    project.provide('realEngines', []);
    return async () => {};
  }
  await install();
  const started = await Promise.all(Array.from({ length: ENGINES }, startRealEngine));
  project.provide(
    'realEngines',
    started.map(({ engine }) => engine),
  );
  return async () => {
    await Promise.all(started.map(({ stop }) => stop()));
  };
}
