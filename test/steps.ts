/**
 * Runs the project's checks one after another and closes with a line that counts them.
 *
 * usage: tsx test/steps.ts check | test | oracle
 */
import { spawnSync } from 'node:child_process';
import { oracleReason } from './oracle/ready.ts';
import { chromiumPath } from './e2e/chromium.ts';

interface Step {
  readonly name: string;
  readonly command: string;
  /** Null when it can run, else why it is skipped. */
  readonly skip?: () => string | null;
}

const check: Step[] = [
  { name: 'types', command: 'tsc -p tsconfig.json' },
  { name: 'types of the simulated machine (no DOM, no Node)', command: 'tsc --noEmit -p src/sim' },
  { name: 'types of the components', command: 'svelte-check --tsconfig tsconfig.json --fail-on-warnings --output human' },
  { name: 'lint and format', command: 'biome check --error-on-warnings .' },
  { name: 'house rules', command: 'depcruise --config .config/dependency-cruiser.cjs src real-backend test' },
  { name: 'unused files, exports and packages', command: 'knip --config .config/knip.ts' },
];

const needsChromium = (): string | null =>
  chromiumPath() === null ? 'no Chromium: install one (Debian: apt-get install chromium) or set CHROMIUM=/path/to/it' : null;

const test: Step[] = [
  ...check,
  { name: 'unit and golden sessions', command: 'vitest run --project unit --project golden --project page' },
  { name: 'build', command: 'vite build --logLevel warn' },
  { name: 'sizes', command: 'size-limit' },
  { name: 'browser', command: 'vitest run --project browser', skip: needsChromium },
];

const oracle: Step[] = [{ name: 'real engine and kernel', command: 'vitest run --project oracle', skip: oracleReason }];

const plans: Readonly<Record<string, Step[]>> = { check, test, oracle };
const plan = plans[process.argv[2] ?? ''];
if (!plan) {
  console.error('usage: tsx test/steps.ts check | test | oracle');
  process.exit(2);
}

let passed = 0;
let skipped = 0;
const failed: string[] = [];
for (const step of plan) {
  const reason = step.skip?.() ?? null;
  if (reason !== null) {
    console.log(`\n--- ${step.name}: skipped: ${reason}`);
    // A browser is part of what `npm test` promises: without one it has not passed.
    if (step.name === 'browser') failed.push(step.name);
    else skipped++;
    continue;
  }
  console.log(`\n--- ${step.name}`);
  const started = Date.now();
  const { status } = spawnSync(step.command, { shell: true, stdio: ['ignore', 'inherit', 'inherit'] });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  if (status === 0) passed++;
  else failed.push(step.name);
  console.log(`--- ${step.name}: ${status === 0 ? 'ok' : 'FAILED'} (${seconds} s)`);
}
if (failed.length > 0) console.log(`\nfailed: ${failed.join('; ')}`);
console.log(`\n${passed} passed, ${failed.length} failed, ${skipped} skipped`);
process.exit(failed.length > 0 ? 1 : 0);
