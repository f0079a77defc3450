/**
 * Records what the real engine at DOCKER_HOST answers along every path of the container machine.
 *
 * usage: DOCKER_HOST=unix:///… tsx test/contract/record-container-paths.ts      (busybox must be there)
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { httpTransport, parseHost } from '../../src/headless/http-transport.ts';
import { type Subject, type Walked, walkAll, walkablePaths } from './container-paths.ts';

const subject: Subject = {
  wire: httpTransport(parseHost(process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock')),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
const walked: Walked[] = [];
for (const [path, one] of walkAll(subject, walkablePaths())) {
  walked.push(await one);
  console.log(path);
}
writeFileSync(join(import.meta.dirname, 'container-paths.json'), `${JSON.stringify(walked, null, 1)}\n`);
