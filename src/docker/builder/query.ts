/** What `docker build` asks the engine for, and the file it leaves the image's id in. */
import type { ImageBuildQuery } from '../../api/client.ts';
import type { Ulimit } from '../../api/types.ts';
import type { Cli } from '../command.ts';
import { pathError } from '../errors.ts';
import { absolute } from '../../api/filepath.ts';
import type { Flags } from '../flags.ts';

const encoder = new TextEncoder();

/** What both builders are asked for. */
export function buildQuery(cli: Cli, flags: Flags): ImageBuildQuery {
  const positive = (name: string): number | undefined => flags.number(name) || undefined;
  const pairs = (list: readonly string[], missing: (name: string) => string | null): Record<string, string | null> =>
    Object.fromEntries(
      list.map((entry) => [entry.split('=', 1)[0] ?? '', entry.includes('=') ? entry.slice(entry.indexOf('=') + 1) : missing(entry)]),
    );
  return {
    t: flags.list('tag'),
    q: flags.bool('quiet'),
    nocache: flags.bool('no-cache'),
    pull: flags.bool('pull'),
    rm: flags.bool('rm') ? '1' : '0',
    forcerm: flags.bool('force-rm'),
    squash: flags.bool('squash'),
    target: flags.string('target'),
    platform: flags.string('platform') || cli.env['DOCKER_DEFAULT_PLATFORM'] || undefined,
    buildargs: JSON.stringify(pairs(flags.list('build-arg'), (name) => cli.env[name] ?? null)),
    labels: JSON.stringify(pairs(flags.list('label'), () => '')),
    cachefrom: JSON.stringify(flags.list('cache-from')),
    securityopt: flags.list('security-opt').length > 0 ? JSON.stringify(flags.list('security-opt')) : undefined,
    isolation: flags.string('isolation'),
    networkmode: flags.string('network'),
    extrahosts: flags.list('add-host'),
    cgroupparent: flags.string('cgroup-parent'),
    cpuperiod: positive('cpu-period'),
    cpuquota: positive('cpu-quota'),
    cpushares: positive('cpu-shares'),
    cpusetcpus: flags.string('cpuset-cpus'),
    cpusetmems: flags.string('cpuset-mems'),
    memory: positive('memory'),
    memswap: positive('memory-swap'),
    shmsize: positive('shm-size'),
    ulimits: flags.list<Ulimit>('ulimit').length > 0 ? JSON.stringify(flags.list<Ulimit>('ulimit')) : undefined,
  };
}

/** Removes what an earlier build left under the name of `--iidfile`. */
export async function clearIdFile(cli: Cli, flags: Flags): Promise<void> {
  const path = flags.string('iidfile');
  if (path !== '') await cli.files.removeAll(absolute(path, cli.files.cwd()));
}

/** Writes the image's id where `--iidfile` wants it. */
export async function writeIdFile(cli: Cli, flags: Flags, id: string): Promise<void> {
  const path = flags.string('iidfile');
  if (path === '') return;
  if (id === '') throw new Error(`Server did not provide an image ID. Cannot write ${path}`);
  const bytes = (async function* () {
    yield encoder.encode(id);
  })();
  try {
    await cli.files.writeStream(absolute(path, cli.files.cwd()), bytes, { mode: 0o644 });
  } catch (error) {
    throw pathError('open', path, error);
  }
}
