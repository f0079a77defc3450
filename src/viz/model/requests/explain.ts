/** What a hop is for: the key of the sentence that says it. */
import type { Hop } from '../../../api/hops.ts';

type Rule = readonly [RegExp, string];

/** Requests to dockerd, without the API's version and the parameters. */
const ENGINE = [
  [/^GET \/version$/, 'version'],
  [/^GET \/info$/, 'info'],
  [/^\w+ \/_ping$/, 'ping'],
  [/^GET \/events$/, 'events'],
  [/^POST \/auth$/, 'auth'],
  [/^GET \/containers\/json$/, 'list'],
  [/^POST \/containers\/create$/, 'create'],
  [/^POST \/containers\/[^/]+\/attach$/, 'attach'],
  [/^POST \/containers\/[^/]+\/wait$/, 'wait'],
  [/^POST \/containers\/[^/]+\/start$/, 'start'],
  [/^POST \/(containers|exec)\/[^/]+\/resize$/, 'resize'],
  [/^POST \/containers\/[^/]+\/stop$/, 'stop'],
  [/^POST \/containers\/[^/]+\/kill$/, 'kill'],
  [/^POST \/containers\/[^/]+\/restart$/, 'restart'],
  [/^POST \/containers\/[^/]+\/(un)?pause$/, 'pause'],
  [/^POST \/containers\/[^/]+\/exec$/, 'execCreate'],
  [/^POST \/exec\/[^/]+\/start$/, 'execStart'],
  [/^GET \/exec\/[^/]+\/json$/, 'execInspect'],
  [/^DELETE \/containers\//, 'remove'],
  [/^GET \/containers\/[^/]+\/logs$/, 'logs'],
  [/^GET \/containers\/[^/]+\/changes$/, 'changes'],
  [/^(GET|PUT|HEAD) \/containers\/[^/]+\/archive$/, 'archive'],
  [/^GET \/(containers|images|volumes|networks)\/.+\/json$|^GET \/(volumes|networks)\/.+$/, 'inspect'],
  [/^POST \/images\/create$/, 'pull'],
  [/^POST \/images\/.+\/push$/, 'push'],
  [/^POST \/images\/.+\/tag$/, 'tag'],
  [/^GET \/images\/json$/, 'images'],
  [/^GET \/images\/search$/, 'search'],
  [/^GET \/images\/.+\/history$/, 'history'],
  [/^GET \/images\/(.+\/)?get$/, 'save'],
  [/^POST \/images\/load$/, 'load'],
  [/^DELETE \/images\//, 'removeImage'],
  [/^POST \/build$/, 'build'],
  [/^POST \/commit$/, 'commit'],
] as const satisfies readonly Rule[];

const REGISTRY = [
  [/^GET \/v2\/$/, 'registryHello'],
  [/^GET \/token/, 'token'],
  [/^HEAD \/v2\/.+\/manifests\//, 'manifestHead'],
  [/^GET \/v2\/.+\/manifests\//, 'manifest'],
  [/^PUT \/v2\/.+\/manifests\//, 'manifestPut'],
  [/^HEAD \/v2\/.+\/blobs\//, 'blobHead'],
  [/^GET \/v2\/.+\/blobs\//, 'blob'],
  [/^(POST|PATCH|PUT|DELETE) \/v2\/.+\/blobs\/uploads/, 'upload'],
] as const satisfies readonly Rule[];

const INSIDE = [
  [/ CreateReadWrite$/, 'layerCreate'],
  [/ Get$/, 'layerGet'],
  [/ Put$/, 'layerPut'],
  [/ Remove$/, 'layerRemove'],
  [/^unpack /, 'unpack'],
  [/^Containers\.Create$/, 'containersCreate'],
  [/^Containers\.Delete$/, 'containersDelete'],
  [/^Tasks\.Create$/, 'tasksCreate'],
  [/^Tasks\.Start$/, 'tasksStart'],
  [/^Tasks\.Exec$/, 'tasksExec'],
  [/^Tasks\.Kill$/, 'tasksKill'],
  [/^Tasks\.(Delete|DeleteProcess)$/, 'tasksDelete'],
  [/^Tasks\.(Pause|Resume)$/, 'tasksPause'],
  [/^runc create$/, 'runcCreate'],
  [/^runc start$/, 'runcStart'],
  [/^runc exec$/, 'runcExec'],
  [/^runc kill/, 'runcKill'],
  [/^runc delete$/, 'runcDelete'],
  [/^runc run$/, 'runcRun'],
  [/^network namespace/, 'network'],
  [/^clone: /, 'namespaces'],
  [/^setns: /, 'setns'],
  [/^mount, /, 'mounts'],
  [/^cgroup/, 'cgroup'],
  [/^execve /, 'execve'],
  [/^kill\(/, 'signal'],
  [/^SIGCHLD/, 'exited'],
  [/^\/tasks\/exit$/, 'exitEvent'],
] as const satisfies readonly Rule[];

export type Explained =
  | (typeof ENGINE)[number][1]
  | (typeof REGISTRY)[number][1]
  | (typeof INSIDE)[number][1]
  | 'createMissing'
  | 'nobody'
  | 'refused'
  | 'engineOther'
  | 'registryOther'
  | 'registryDirect'
  | 'insideOther';

const match = <K extends string>(rules: readonly (readonly [RegExp, K])[], what: string): K | null =>
  rules.find(([pattern]) => pattern.test(what))?.[1] ?? null;

/** The sentence of a hop. */
export function explain(hop: Hop): Explained {
  const plain = hop.what.replace(/ \/v1\.\d+(?=\/)/, ' ').replace(/\?.*/s, '');
  if (hop.to === 'registry') return match(REGISTRY, plain) ?? (hop.from === 'client' ? 'registryDirect' : 'registryOther');
  if (hop.from !== 'client') return match(INSIDE, hop.what) ?? 'insideOther';
  if (hop.outcome === 'failed' && hop.status === null) return 'nobody';
  const known = match(ENGINE, plain);
  if (known === 'create' && hop.status === 404) return 'createMissing';
  if (hop.outcome === 'failed') return 'refused';
  return known ?? 'engineOther';
}
