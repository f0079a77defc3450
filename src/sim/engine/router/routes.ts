/** The Engine API's paths, and which operation of {@link Operations} each one is. A handler parses, calls and replies. */
import { readAll } from '../../../api/bytes.ts';
import type {
  AuthConfig,
  ContainerConfig,
  ContainerCreateRequest,
  ContainerPathStat,
  ContainerUpdateRequest,
  EndpointSettings,
  ExecCreateRequest,
  ExecStartRequest,
  NetworkCreateRequest,
  VolumeCreateRequest,
} from '../../../api/types.ts';
import type { Body, Duplex, EngineRequest, EngineResponse } from '../../../api/wire.ts';
import { goJson } from '../../image/go-json.ts';
import { EngineError, invalidParameter } from '../../errors.ts';
import { buildOptions } from './build-request.ts';
import { type Call, empty, json, jsonList, respond, streaming } from './message.ts';
import type { Operations } from './operations.ts';
import { fieldsOf } from './shapes.ts';
import { swarmRoutes } from './swarm-routes.ts';

export type Handler = (call: Call) => EngineResponse | Promise<EngineResponse>;
/** A handler of a request whose connection becomes a stream. */
export type Hijacker = (call: Call) => Duplex | Promise<Duplex>;

export interface Route {
  readonly method: EngineRequest['method'];
  readonly path: string;
  readonly handle: Handler;
  readonly hijack?: Hijacker;
}

const RAW = 'application/vnd.docker.raw-stream';
const encoder = new TextEncoder();

/** The size that a terminal is to have; both numbers must be there. */
function size(call: Call): { rows: number; cols: number } {
  const number = (name: string): number => {
    const text = call.text(name);
    if (!/^[+-]?\d+$/.test(text)) throw invalidParameter(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
    return Number(text);
  };
  return { rows: number('h'), cols: number('w') };
}

function credentials(call: Call): { username: string; password: string } | undefined {
  try {
    const binary = atob((call.request.headers['x-registry-auth'] ?? '').replace(/-/g, '+').replace(/_/g, '/'));
    const { username, password } = JSON.parse(
      new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0))),
    ) as AuthConfig;
    return username ? { username, password: password ?? '' } : undefined;
  } catch {
    return undefined;
  }
}

const bodyOf = (call: Call): Body => call.request.body ?? new Uint8Array(0);

const pathStat = (stat: ContainerPathStat): Record<string, string> => ({
  'x-docker-container-path-stat': btoa(String.fromCharCode(...encoder.encode(goJson(stat)))),
});

/** What a container is to be made from; something of its configuration must be told. */
async function createRequest(call: Call): Promise<ContainerCreateRequest> {
  const request = (await call.decode<ContainerCreateRequest>('ContainerConfigWrapper')) ?? {};
  const config = fieldsOf('Config');
  if (!Object.keys(request).some((name) => config.has(name)))
    throw invalidParameter('Config cannot be empty in order to create a container');
  return request;
}

/** All routes over an engine. */
export function routes(engine: Operations): Route[] {
  const list: Route[] = [];
  const on = (method: Route['method'], path: string, handle: Handler, hijack?: Hijacker): void =>
    void list.push({ method, path, handle, ...(hijack ? { hijack } : {}) });
  const id = (call: Call): string => call.param('id');
  const name = (call: Call): string => call.param('name');

  // -- system
  const ping: Handler = (call) =>
    respond(200, call.request.method === 'HEAD' ? new Uint8Array(0) : encoder.encode('OK'), {
      'cache-control': 'no-cache, no-store, must-revalidate',
      pragma: 'no-cache',
      'content-type': 'text/plain; charset=utf-8',
    });
  on('GET', '/_ping', ping);
  on('HEAD', '/_ping', ping);
  on('GET', '/version', () => json(engine.SystemVersion()));
  on('GET', '/info', () => json(engine.SystemInfo()));
  on('GET', '/system/df', () => json(engine.SystemDataUsage()));
  on('POST', '/auth', async (call) => json(await engine.SystemAuth((await call.decode<AuthConfig>('AuthConfig')) ?? {})));
  on('GET', '/events', (call) =>
    streaming(engine.SystemEvents({ since: call.query.get('since'), until: call.query.get('until'), filters: call.query.get('filters') })),
  );

  // -- containers
  on('GET', '/containers/json', (call) =>
    jsonList(
      engine.ContainerList({
        all: call.flag('all'),
        limit: call.number('limit') ?? 0,
        size: call.flag('size'),
        filters: call.query.get('filters'),
      }),
    ),
  );
  on('POST', '/containers/create', async (call) =>
    json(engine.ContainerCreate(call.text('name'), await createRequest(call), call.text('platform')), 201),
  );
  on('POST', '/containers/prune', (call) => json(engine.ContainerPrune(call.query.get('filters'))));
  on('GET', '/containers/:id/json', (call) => json(engine.ContainerInspect(id(call), call.flag('size'))));
  on('GET', '/containers/:id/top', (call) => json(engine.ContainerTop(id(call), call.text('ps_args'))));
  on('GET', '/containers/:id/changes', (call) => json(engine.ContainerChanges(id(call))));
  on('GET', '/containers/:id/export', (call) => streaming(engine.ContainerExport(id(call)), 'application/octet-stream'));
  const archivePath = (call: Call): string => {
    const path = call.text('path');
    if (path === '') throw invalidParameter('bad parameter: pathcannot be empty');
    return path;
  };
  on('HEAD', '/containers/:id/archive', (call) =>
    respond(200, new Uint8Array(0), pathStat(engine.ContainerArchiveInfo(id(call), archivePath(call)))),
  );
  on('GET', '/containers/:id/archive', (call) => {
    const { stat, body } = engine.ContainerArchive(id(call), archivePath(call));
    return respond(200, body, { 'content-type': 'application/x-tar', ...pathStat(stat) });
  });
  on('PUT', '/containers/:id/archive', async (call) => {
    const options = { noOverwriteDirNonDir: call.flag('noOverwriteDirNonDir'), copyUidGid: call.flag('copyUIDGID') };
    await engine.PutContainerArchive(id(call), archivePath(call), bodyOf(call), options);
    return empty(200);
  });
  on('GET', '/containers/:id/stats', (call) =>
    streaming(
      engine.ContainerStats(id(call), { stream: !call.query.has('stream') || call.flag('stream'), oneShot: call.flag('one-shot') }),
    ),
  );
  on('GET', '/containers/:id/logs', (call) => {
    const options = {
      stdout: call.flag('stdout'),
      stderr: call.flag('stderr'),
      follow: call.flag('follow'),
      timestamps: call.flag('timestamps'),
      details: call.flag('details'),
    };
    const { body } = engine.ContainerLogs(id(call), {
      ...options,
      since: call.query.get('since'),
      until: call.query.get('until'),
      tail: call.query.get('tail'),
    });
    return respond(200, body);
  });
  on('POST', '/containers/:id/start', (call) => {
    engine.ContainerStart(id(call));
    return empty();
  });
  on('POST', '/containers/:id/stop', async (call) => {
    await engine.ContainerStop(id(call), call.number('t'));
    return empty();
  });
  on('POST', '/containers/:id/restart', async (call) => {
    await engine.ContainerRestart(id(call), call.number('t'));
    return empty();
  });
  on('POST', '/containers/:id/kill', async (call) => {
    await engine.ContainerKill(id(call), call.text('signal'));
    return empty();
  });
  on('POST', '/containers/:id/pause', (call) => {
    engine.ContainerPause(id(call));
    return empty();
  });
  on('POST', '/containers/:id/unpause', (call) => {
    engine.ContainerUnpause(id(call));
    return empty();
  });
  on('POST', '/containers/:id/rename', (call) => {
    engine.ContainerRename(id(call), call.text('name'));
    return empty();
  });
  on('POST', '/containers/:id/resize', async (call) => {
    await engine.ContainerResize(id(call), size(call));
    return empty(200);
  });
  on('POST', '/containers/:id/update', async (call) =>
    json(engine.ContainerUpdate(id(call), (await call.decode<ContainerUpdateRequest>('UpdateConfig')) ?? {})),
  );
  // The answer begins at once; its body comes when the container has ended.
  on('POST', '/containers/:id/wait', (call) => streaming(engine.ContainerWait(id(call), call.text('condition'))));
  const attach: Hijacker = (call) =>
    engine.ContainerAttach(id(call), {
      stream: call.flag('stream'),
      stdin: call.flag('stdin'),
      stdout: call.flag('stdout'),
      stderr: call.flag('stderr'),
      logs: call.flag('logs'),
      detachKeys: call.text('detachKeys'),
    });
  // One that fails has taken the connection over already: its error is bare text.
  const attached: Handler = async (call) => {
    try {
      return streaming((await attach(call)).incoming, RAW);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return respond(error.status, encoder.encode(`${error.message}\r\n`), { 'content-type': RAW });
    }
  };
  on('POST', '/containers/:id/attach', attached, attach);
  on('DELETE', '/containers/:id', async (call) => {
    await engine.ContainerDelete(id(call), { force: call.flag('force'), volumes: call.flag('v'), link: call.flag('link') });
    return empty();
  });

  // -- exec
  on('POST', '/containers/:id/exec', async (call) =>
    json(engine.ContainerExec(id(call), (await call.read<ExecCreateRequest>('ExecConfig')) ?? {}), 201),
  );
  const execAttach: Hijacker = async (call) =>
    engine.ExecAttach(id(call), (await call.read<ExecStartRequest>('ExecStartCheck'))?.Tty ?? false);
  on(
    'POST',
    '/exec/:id/start',
    async (call) => {
      const request = await call.read<ExecStartRequest>('ExecStartCheck');
      if (!request?.Detach) return streaming(engine.ExecAttach(id(call), request?.Tty ?? false).incoming, RAW);
      engine.ExecStart(id(call));
      return empty(200);
    },
    execAttach,
  );
  on('POST', '/exec/:id/resize', async (call) => {
    await engine.ExecResize(id(call), size(call));
    return empty(200);
  });
  on('GET', '/exec/:id/json', (call) => json(engine.ExecInspect(id(call))));

  // -- images
  on('GET', '/images/json', (call) => json(engine.ImageList({ all: call.flag('all'), filters: call.query.get('filters') })));
  on('GET', '/images/search', async (call) =>
    json(await engine.ImageSearch(call.text('term'), call.query.get('limit'), call.query.get('filters'))),
  );
  on('POST', '/images/create', async (call) =>
    streaming(
      call.text('fromImage') === ''
        ? await engine.ImageImport(
            {
              source: call.text('fromSrc'),
              repo: call.text('repo'),
              tag: call.text('tag'),
              message: call.text('message'),
              changes: call.query.getAll('changes'),
              platform: call.text('platform'),
            },
            bodyOf(call),
          )
        : await engine.ImageCreate(call.text('fromImage'), call.text('tag'), credentials(call), call.text('platform')),
    ),
  );
  on('POST', '/images/prune', (call) => json(engine.ImagePrune(call.query.get('filters'))));
  on('GET', '/images/get', (call) => streaming(engine.ImageGet(call.query.getAll('names')), 'application/x-tar'));
  on('GET', '/images/:name{.+}/get', (call) => streaming(engine.ImageGet([name(call)]), 'application/x-tar'));
  on('POST', '/images/load', (call) => streaming(engine.ImageLoad(bodyOf(call), !call.query.has('quiet') || call.flag('quiet'))));
  on('GET', '/images/:name{.+}/json', (call) => json(engine.ImageInspect(name(call))));
  on('GET', '/images/:name{.+}/history', (call) => json(engine.ImageHistory(name(call))));
  on('POST', '/images/:name{.+}/tag', (call) => {
    engine.ImageTag(name(call), call.text('repo'), call.text('tag'));
    return empty(201);
  });
  on('DELETE', '/images/:name{.*}', (call) =>
    json(engine.ImageDelete(name(call), { force: call.flag('force'), prune: !call.flag('noprune') })),
  );
  on('POST', '/images/:name{.+}/push', async (call) => {
    if (!call.request.headers['x-registry-auth'] && !call.request.body)
      throw invalidParameter('Bad parameters and missing X-Registry-Auth: EOF');
    return streaming(await engine.ImagePush(name(call), call.text('tag'), credentials(call)));
  });
  on('GET', '/distribution/:name{.+}/json', async (call) => json(await engine.DistributionInspect(name(call), credentials(call))));
  on('POST', '/build', async (call) => streaming(await engine.ImageBuild(buildOptions(call))));
  on('POST', '/build/prune', (call) => json(engine.BuildPrune(call.query.get('filters'))));
  on('POST', '/commit', async (call) =>
    json(
      engine.ImageCommit({
        container: call.text('container'),
        repo: call.text('repo'),
        tag: call.text('tag'),
        comment: call.text('comment'),
        author: call.text('author'),
        pause: !call.query.has('pause') || call.flag('pause'),
        changes: call.query.getAll('changes'),
        config: await call.optional<Partial<ContainerConfig>>('ContainerConfigWrapper'),
      }),
      201,
    ),
  );

  // -- volumes
  on('GET', '/volumes', (call) => json(engine.VolumeList(call.query.get('filters'))));
  on('POST', '/volumes/create', async (call) =>
    json(engine.VolumeCreate((await call.read<VolumeCreateRequest>('VolumeCreateBody')) ?? {}), 201),
  );
  on('POST', '/volumes/prune', (call) => json(engine.VolumePrune(call.query.get('filters'))));
  on('GET', '/volumes/:name', (call) => json(engine.VolumeInspect(name(call))));
  on('DELETE', '/volumes/:name', (call) => {
    engine.VolumeDelete(name(call), call.flag('force'));
    return empty();
  });

  // -- networks
  on('GET', '/networks', (call) => json(engine.NetworkList(call.query.get('filters'))));
  on('POST', '/networks/create', async (call) =>
    json(engine.NetworkCreate((await call.read<NetworkCreateRequest>('NetworkCreateRequest')) ?? {}), 201),
  );
  on('POST', '/networks/prune', (call) => json(engine.NetworkPrune(call.query.get('filters'))));
  on('GET', '/networks/:id', (call) => json(engine.NetworkInspect(id(call))));
  on('DELETE', '/networks/:id', (call) => {
    engine.NetworkDelete(id(call));
    return empty();
  });
  on('POST', '/networks/:id/connect', async (call) => {
    const body = await call.read<{ Container: string; EndpointConfig?: Partial<EndpointSettings> }>('NetworkConnect');
    engine.NetworkConnect(id(call), body?.Container ?? '', body?.EndpointConfig ?? {});
    return empty(200);
  });
  on('POST', '/networks/:id/disconnect', async (call) => {
    engine.NetworkDisconnect(id(call), (await call.read<{ Container: string }>('NetworkDisconnect'))?.Container ?? '');
    return empty(200);
  });

  swarmRoutes(on);

  // -- the stage
  const needed = (call: Call, parameter: string): string => {
    const value = call.query.get(parameter);
    if (value === null) throw invalidParameter(`missing parameter: ${parameter}`);
    return value;
  };
  on('GET', '/_huajuan/stack', (call) => json(engine.stack(call.query.get('container'), call.query.get('image'))));
  on('GET', '/_huajuan/tree', (call) => json(engine.tree(needed(call, 'layer'), call.text('path'))));
  on('GET', '/_huajuan/file', (call) =>
    respond(200, engine.file(needed(call, 'layer'), needed(call, 'path')), { 'content-type': 'application/octet-stream' }),
  );
  on('GET', '/_huajuan/merged', (call) => json(engine.merged(needed(call, 'container'), call.text('path'))));
  const subject = (call: Call): [string | null, string | null] => [call.query.get('container'), call.query.get('image')];
  on('GET', '/_huajuan/changes', (call) => json(engine.changes(...subject(call), Number(needed(call, 'layer')), call.flag('union'))));
  on('GET', '/_huajuan/waste', (call) => json(engine.waste(...subject(call))));
  on('GET', '/_huajuan/disk', (call) => json(engine.disk(...subject(call))));
  on('GET', '/_huajuan/drivers', (call) => json(engine.drivers(...subject(call))));
  on('GET', '/_huajuan/folder', (call) => json(engine.folder(call.text('path'))));
  on('GET', '/_huajuan/content', (call) =>
    respond(200, engine.content(call.query.get('container'), needed(call, 'path')), { 'content-type': 'application/octet-stream' }),
  );
  on('PUT', '/_huajuan/content', async (call) => {
    engine.put(needed(call, 'container'), needed(call, 'path'), await readAll(call.request.body ?? new Uint8Array(0)));
    return empty();
  });
  on('GET', '/_huajuan/manifest', async (call) =>
    json(await engine.manifest(needed(call, 'name'), call.flag('insecure'), credentials(call))),
  );
  on('GET', '/_huajuan/boot', (call) => json(engine.boot(call.query.get('container'))));
  on('GET', '/_huajuan/host', () => json(engine.host()));
  on('GET', '/_huajuan/observations', () => streaming(engine.observations()));
  on('GET', '/_huajuan/requests', () => streaming(engine.requests()));
  on('GET', '/_huajuan/registries', async () => json(await engine.registries()));
  on('GET', '/_huajuan/transfers', () => streaming(engine.transfers()));
  return list;
}
