/** What must have come before one can type: the build writes down which files those are, so that this weighs all of them and no others. */
import { readFileSync } from 'node:fs';

const { page, stage, worker } = JSON.parse(readFileSync('dist/.vite/first-load.json', 'utf8'));
if (![page, stage, worker].every((files) => files.length > 0)) throw new Error('the build has no page, no stage or no worker: what is weighed here?');
const path = (files) => files.map((file) => `dist/${file}`);

export default [
  { name: 'page with its first scene, before one can type', path: path([...page, ...stage]), limit: '190 kB', gzip: true },
  { name: 'page and worker, before one can type', path: path([...page, ...stage, ...worker]), limit: '340 kB', gzip: true },
];
