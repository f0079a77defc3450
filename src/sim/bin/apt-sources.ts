/** Where apt gets packages from: sources.list, sources.list.d, and the lists that an update has left. */
import type { Sys } from '../kernel/types.ts';
import type { Package } from '../packages/package.ts';
import { namesIn, textOf } from './package-files.ts';

/** One suite of a repository. */
export interface AptSource {
  /** Without a slash at its end. */
  readonly uri: string;
  readonly suite: string;
  readonly components: readonly string[];
}

const ETC = '/etc/apt';
/** Where the lists lie. */
export const LISTS = '/var/lib/apt/lists';

/** All sources in the order apt takes them. */
export function aptSources(sys: Sys): AptSource[] {
  const out: AptSource[] = [];
  const add = (uri: string, suites: string, components: string): void => {
    for (const suite of suites.split(/\s+/).filter(Boolean))
      out.push({ uri: uri.replace(/\/$/, ''), suite, components: components.split(/\s+/).filter(Boolean) });
  };
  const lines = (text: string): void => {
    for (const line of text.split('\n')) {
      const [, uri = '', suite = '', components = ''] = /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line.trim()) ?? [];
      if (uri) add(uri, suite, components);
    }
  };
  const paragraphs = (text: string): void => {
    for (const one of text.replace(/^#.*\n/gm, '').split(/\n\s*\n/)) {
      const get = (name: string): string => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(one)?.[1]?.trim() ?? '';
      if (/\bdeb\b/.test(get('Types')) && !/^no$/i.test(get('Enabled')))
        for (const uri of get('URIs').split(/\s+/).filter(Boolean)) add(uri, get('Suites'), get('Components'));
    }
  };
  lines(textOf(sys, `${ETC}/sources.list`));
  for (const name of namesIn(sys, `${ETC}/sources.list.d`)) {
    const text = textOf(sys, `${ETC}/sources.list.d/${name}`);
    if (name.endsWith('.sources')) paragraphs(text);
    else if (name.endsWith('.list')) lines(text);
  }
  return out;
}

/** The name of a list's file: "deb.debian.org_debian_dists_bookworm_InRelease". */
export const listName = ({ uri, suite }: AptSource, rest: string): string =>
  `${uri.replace(/^\w+:\/\//, '')}/dists/${suite}/${rest}`.replaceAll('/', '_');

/** The name of the list of a component's packages. */
export const packagesList = (source: AptSource, component: string): string =>
  `${listName(source, `${component}/binary-amd64/Packages`)}.lz4`;

/** The code name that a suite belongs to: "bookworm" of "bookworm-updates" and of "stable". */
export function codename(suite: string): string {
  const name = suite.replace(/-.*/, '');
  return name === 'jammy' ? 'jammy' : 'bookworm';
}

/** The sources whose lists are there: what apt knows packages from. */
export function knownSources(sys: Sys): AptSource[] {
  const lists = new Set(namesIn(sys, LISTS));
  return aptSources(sys).filter((source) => source.components.some((component) => lists.has(packagesList(source, component))));
}

/** The source of a package: the security one for what comes from there, else the first with its release. */
export function sourceOf(one: Package, sources: readonly AptSource[]): AptSource | undefined {
  const security = sources.find(({ suite }) => suite.endsWith('-security'));
  const main = sources.find(({ suite }) => !suite.includes('-'));
  return one.repository === 'security' ? (security ?? main) : (main ?? security);
}

/** Where the archive of a package lies. */
export const archiveUrl = (one: Package, { uri }: AptSource): string =>
  `${uri}/${one.repository === 'security' && !uri.includes('security') ? one.archive.replace('pool/updates/', 'pool/') : one.archive}`.replaceAll(
    '+',
    '%2b',
  );

/** "http://deb.debian.org/debian bookworm/main amd64", as progress lines and policies name a source. */
export const sourceText = ({ uri, suite, components }: AptSource): string => `${uri} ${suite}/${components[0] ?? 'main'} amd64`;
