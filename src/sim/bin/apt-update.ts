/** apt-get update. */
import type { Command } from './command.ts';
import { type AptSource, aptSources, LISTS, listName, packagesList } from './apt-sources.ts';
import { sizeText, step, timeText } from './apt-words.ts';
import { type Answer, Download, type DownloadFailure, failed } from './package-download.ts';
import { isThere, makeFolder, writeHole } from './package-files.ts';

/** How often apt tries a host whose name it cannot look up, and the milliseconds between. */
const TRIES = 3;
const BETWEEN = [1000, 2000, 4000];
/** A list kept under lz4 is about that much bigger than it came (xz). */
const UNPACKED = 2.143;

/** Why a file could not be fetched, in the words of apt's http method. */
export function why({ kind, host, address, port, why: words }: DownloadFailure): string {
  if (kind === 'lookup') return `Temporary failure resolving '${host}'`;
  if (kind === 'name') return `Could not resolve '${host}'`;
  if (kind === 'status') return `${words.replace(' ', '  ')} [IP: ${address} ${port}]`;
  return /timed out/.test(words)
    ? `Could not connect to ${host}:${port} (${address}), connection timed out`
    : `Could not connect to ${host}:${port} (${address}). - connect (111: ${words})`;
}

/** Asks for each of these until it is clear which cannot be had; tells of every try. */
export async function ask(
  cmd: Command,
  download: Download,
  urls: readonly string[],
  say: (kind: 'Ign' | 'Err', n: number, failure: DownloadFailure) => void,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const url of urls) answers.push(await download.head(url));
  for (let turn = 0; turn <= TRIES; turn++) {
    const open = [...answers.entries()].filter(([, answer]) => failed(answer));
    if (open.length === 0) break;
    for (const [n, answer] of open) {
      if (!failed(answer)) continue;
      const last = turn === TRIES || answer.kind === 'status' || answer.kind === 'connect';
      if (last && turn > 0 && answer.kind !== 'lookup' && answer.kind !== 'name') continue;
      say(last ? 'Err' : 'Ign', n, answer);
    }
    if (turn === TRIES || open.every(([, answer]) => failed(answer) && (answer.kind === 'status' || answer.kind === 'connect'))) break;
    await cmd.flush();
    await cmd.sys.sleep(BETWEEN[turn] ?? 1000);
  }
  return answers;
}

/** Fetches the lists of all sources. Returns the exit status. */
export async function update(cmd: Command, quiet: number): Promise<number> {
  const { sys } = cmd;
  const say = (text: string): void => {
    if (quiet < 2) cmd.out(text);
  };
  const sources = aptSources(sys);
  makeFolder(sys, `${LISTS}/partial`);
  const began = sys.now();
  const download = new Download(sys);
  const release = (source: AptSource): string => `${source.uri}/dists/${source.suite}/InRelease`;
  const name = (source: AptSource): string => `${source.uri} ${source.suite} InRelease`;
  const failures: string[] = [];
  const answers = await ask(cmd, download, sources.map(release), (kind, n, failure) => {
    const source = sources[n];
    if (!source) return;
    say(`${kind}:${n + 1} ${name(source)}\n${kind === 'Err' ? `  ${why(failure)}\n` : ''}`);
    if (kind === 'Err') failures.push(`W: Failed to fetch ${release(source)}  ${why(failure)}\n`);
  });
  let number = sources.length;
  let fetched = 0;
  const lists: { source: AptSource; component: string }[] = [];
  for (const [n, answer] of answers.entries()) {
    const source = sources[n];
    if (!source || failed(answer)) continue;
    const path = `${LISTS}/${listName(source, 'InRelease')}`;
    const missing = source.components.filter((component) => !isThere(sys, `${LISTS}/${packagesList(source, component)}`));
    const same = isThere(sys, path) && sys.stat(path).size === answer.size;
    if (same && missing.length === 0) {
      say(`Hit:${n + 1} ${name(source)}\n`);
      continue;
    }
    say(`Get:${n + 1} ${name(source)} [${sizeText(answer.size)}B]\n`);
    await cmd.flush();
    await download.transfer(answer.size);
    writeHole(sys, path, answer.size);
    fetched += answer.size;
    for (const component of source.components) lists.push({ source, component });
  }
  for (const { source, component } of lists) {
    const answer = await download.head(`${source.uri}/dists/${source.suite}/${component}/binary-amd64/Packages.xz`);
    if (failed(answer)) continue;
    say(`Get:${++number} ${source.uri} ${source.suite}/${component} amd64 Packages [${sizeText(answer.size)}B]\n`);
    await cmd.flush();
    await download.transfer(answer.size);
    writeHole(sys, `${LISTS}/${packagesList(source, component)}`, Math.round(answer.size * UNPACKED));
    fetched += answer.size;
  }
  download.close();
  const took = sys.now() - began;
  if (fetched > 0) say(`Fetched ${sizeText(fetched)}B in ${timeText(took)} (${sizeText(fetched / Math.max(took / 1000, 0.001))}B/s)\n`);
  say(step(cmd, 'Reading package lists'));
  if (failures.length > 0)
    cmd.err(`${failures.join('')}W: Some index files failed to download. They have been ignored, or old ones used instead.\n`);
  return 0;
}
