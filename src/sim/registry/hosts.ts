/** Who answers on the network of a world: registries, their token servers, mirrors, search indexes. */
import type { Clock } from '../clock.ts';
import type { CatalogName } from '../journal.ts';
import { BasicAccess, TokenAccess } from './access.ts';
import type { Catalog } from './catalog/catalog.ts';
import { PASSWORD } from './catalog/password.ts';
import { Registry, type RegistryEndpoint } from './server.ts';
import { SearchIndex } from './search-index.ts';
import type { Hosts } from './session.ts';
import { type Action, TokenServer } from './token-server.ts';

/** Aliyun's registry of the course. */
const ALIYUN = 'registry.cn-hangzhou.aliyuncs.com';
/** Speaks plain HTTP and asks nobody for a password: for insecure-registries. */
const LAB = 'registry.lab:5000';

/** Docker Hub is far away: half of the line gets through. Its mirrors are near. */
const FAR = 0.5;
const MIRRORS = ['docker.mirrors.ustc.edu.cn', 'hub-mirror.c.163.com', 'registry.docker-cn.com', 'mirror.ccs.tencentyun.com'];
/** Stands for everybody's own mirror. */
const OWN = '*.mirror.aliyuncs.com';
/** Everybody's own mirror at Aliyun: "https://a1b2c3d4.mirror.aliyuncs.com". */
const OWN_MIRROR = /^[\w-]+\.mirror\.aliyuncs\.com$/;

const both: readonly Action[] = ['pull', 'push'];
const folder = (repository: string): string => repository.split('/', 1)[0] ?? '';
const knows = (username: string, password: string): boolean => username !== '' && password === PASSWORD;

/** Docker Hub: everybody may pull what is there, and push below the own name. */
function dockerHub(clock: Clock, catalog: () => Promise<Catalog>, share: number): { registry: Registry; tokens: TokenServer } {
  const tokens: TokenServer = new TokenServer({
    realm: 'https://auth.docker.io/token',
    service: 'registry.docker.io',
    ready: () => registry.ready(),
    knows,
    allowed: (user, repository) =>
      user !== null && folder(repository) === user ? both : registry.store.repository(repository) ? ['pull'] : [],
    refusal: 'incorrect username or password',
  });
  const registry: Registry = new Registry({ clock, catalog, access: new TokenAccess(tokens), share });
  return { registry, tokens };
}

/** Aliyun's registry: a namespace is whose who pushed to it first, and nobody else sees into it. */
function aliyun(clock: Clock): { registry: Registry; tokens: TokenServer } {
  const owners = new Map<string, string>([
    ['google_containers', 'aliyun'],
    ['acs', 'aliyun'],
  ]);
  const tokens: TokenServer = new TokenServer({
    realm: 'https://dockerauth.cn-hangzhou.aliyuncs.com/auth',
    service: 'registry.aliyuncs.com:cn-hangzhou:26842',
    ready: () => registry.ready(),
    knows,
    allowed(user, repository) {
      if (user === null || !repository.includes('/')) return [];
      const namespace = folder(repository);
      return (owners.get(namespace) ?? user) === user ? both : [];
    },
    refusal: 'authentication required',
  });
  const registry: Registry = new Registry({
    clock,
    access: new TokenAccess(tokens),
    onPush(repository, user) {
      if (user !== null && !owners.has(folder(repository))) owners.set(folder(repository), user);
    },
  });
  return { registry, tokens };
}

/** The hosts of a catalog's world. Catalogs are loaded when somebody asks for them. */
export function registryHosts(catalog: CatalogName, clock: Clock): Hosts {
  const hosts = new Map<string, RegistryEndpoint>();
  if (catalog === 'hub') {
    const { registry, tokens } = dockerHub(clock, () => import('./catalog/hub.ts').then(({ hub }) => hub()), FAR);
    const mirror = new Registry({ clock, origin: registry });
    const { registry: ours, tokens: ourTokens } = aliyun(clock);
    hosts.set('docker.io', registry).set('auth.docker.io', tokens);
    for (const host of [...MIRRORS, OWN]) hosts.set(host, mirror);
    hosts.set(ALIYUN, ours).set('dockerauth.cn-hangzhou.aliyuncs.com', ourTokens);
    hosts.set(LAB, new Registry({ clock, tls: false }));
  } else {
    const load = (): Promise<Catalog> => import('./catalog/fixtures.ts').then(({ fixtures }) => fixtures());
    const { registry, tokens } = dockerHub(clock, load, 1);
    hosts.set('docker.io', registry).set('auth.docker.io', tokens);
    hosts.set('localhost:5000', new Registry({ clock, access: new BasicAccess({ student: 'secret' }, 'oracle'), tls: false }));
    hosts.set('localhost:5001', new SearchIndex(async () => (await clock.hold(load())).search));
  }
  return {
    get: (host) => hosts.get(OWN_MIRROR.test(host) ? OWN : host),
    snapshot: () => [...hosts].flatMap(([host, one]) => (one instanceof Registry ? [[host, one.snapshot()]] : [])),
  };
}
