/**
 * The whole fuzz: 50,000 cases.
 *
 * usage: npm run fuzz [-- COUNT [SEED [requests|lines|dockerfiles]]]
 */
import { type Kind, fuzz, KINDS } from './fuzz.ts';

/** Of every hundred cases so many are of a kind. */
const SHARES: Readonly<Record<Kind, number>> = { requests: 60, lines: 28, dockerfiles: 12 };
const SHOWN = 40;

const [count = '50000', seed = '1', only] = process.argv.slice(2);
const kinds = KINDS.filter((kind) => only === undefined || kind === only);
const shares = kinds.reduce((sum, kind) => sum + SHARES[kind], 0);
let faults = 0;
for (const kind of kinds) {
  const started = performance.now();
  const found = await fuzz(kind, Math.round((Number(count) * SHARES[kind]) / shares), Number(seed));
  console.log(`${kind}: ${found.cases} cases, ${found.faults.length} faults, ${((performance.now() - started) / 1000).toFixed(0)} s`);
  console.log(`  ${kind === 'lines' ? 'exit codes' : 'statuses'}: ${JSON.stringify(found.answers)}`);
  console.log(`  Docker's own answers of status 500: ${JSON.stringify(found.refusals, null, 1)}`);
  for (const fault of found.faults.slice(0, SHOWN)) console.log(`  ${fault}`);
  faults += found.faults.length;
}
console.log(`${faults} faults`);
process.exitCode = faults === 0 ? 0 : 1;
