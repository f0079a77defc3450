/** Holds what the simulator printed against a golden session, as compare.py does. */
import { normaliser } from './normalise.ts';

export interface Step {
  readonly cmd: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

export interface Recorded {
  readonly session: string;
  readonly steps: readonly Step[];
}

const sorted = (text: string): string => text.split('\n').sort().join('\n');

/** What must be equal: the golden's steps, and the actual ones brought to the same form. */
export function comparable(golden: Recorded, actual: readonly Step[]): { want: Step[]; got: Step[] } {
  const normal = normaliser(golden.steps.map(({ cmd }) => cmd));
  // The engine lists changes in no promised order.
  const order = (step: Step): Step => (step.cmd.startsWith('docker diff') ? { ...step, stdout: sorted(step.stdout) } : step);
  return {
    want: golden.steps.map(({ cmd, stdout, stderr, code }) => order({ cmd, stdout, stderr, code })),
    got: actual.map(({ cmd, stdout, stderr, code }) => order({ cmd, stdout: normal(stdout), stderr: normal(stderr), code })),
  };
}
