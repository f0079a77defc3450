/** The client's configuration file, ~/.docker/config.json: read and written as the real client does. */
import type { AuthConfig } from '../api/types.ts';
import type { Files } from './context.ts';

/** What stands in the file. Names and passwords are plain in `auths` here; in the file they are one `auth`. */
export interface ConfigFile {
  readonly auths: Readonly<Record<string, AuthConfig>>;
  readonly [key: string]: unknown;
}

/** The members the client knows, in the order it writes them; others are dropped when it writes. */
const MEMBERS = [
  'auths',
  'HttpHeaders',
  'psFormat',
  'imagesFormat',
  'networksFormat',
  'pluginsFormat',
  'volumesFormat',
  'statsFormat',
  'detachKeys',
  'credsStore',
  'credHelpers',
  'serviceInspectFormat',
  'servicesFormat',
  'tasksFormat',
  'secretFormat',
  'configFormat',
  'nodesFormat',
  'pruneFilters',
  'proxies',
  'experimental',
  'stackOrchestrator',
  'currentContext',
  'cliPluginsExtraDirs',
  'plugins',
  'aliases',
];

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const sorted = (value: unknown): unknown =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, inner]) => [key, sorted(inner)]),
      )
    : value;

/** Base64 of "user:password", as the file has it. */
const encodeAuth = (username: string, password: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(`${username}:${password}`)));

function decodeAuth(auth: string): Pick<AuthConfig, 'username' | 'password'> {
  const bad = /[^A-Za-z0-9+/=\r\n]/.exec(auth);
  if (bad || auth.replace(/[\r\n]/g, '').length % 4 !== 0)
    throw new Error(`illegal base64 data at input byte ${bad?.index ?? auth.length}`);
  const text = new TextDecoder().decode(Uint8Array.from(atob(auth), (char) => char.charCodeAt(0)));
  const colon = text.indexOf(':');
  if (colon < 0) throw new Error('Invalid auth configuration file');
  return { username: text.slice(0, colon), password: text.slice(colon + 1).replace(/^\0+|\0+$/g, '') };
}

/** Reads the file; `problem` is what is wrong with it, in Go's words (what could be read counts all the same), null when nothing is. */
export async function loadConfig(files: Files, path: string): Promise<{ config: ConfigFile; problem: string | null }> {
  const nothing: ConfigFile = { auths: {} };
  let text: string;
  try {
    text = new TextDecoder().decode(await files.read(path));
  } catch {
    return { config: nothing, problem: null };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const first = text.trim()[0];
    const open = first === undefined ? 'EOF' : 'unexpected EOF';
    const problem = first === undefined || first === '{' ? open : `invalid character '${first}' looking for beginning of value`;
    return { config: nothing, problem };
  }
  if (!isObject(value)) return { config: nothing, problem: null };
  const auths: Record<string, AuthConfig> = {};
  try {
    for (const [server, kept] of Object.entries(isObject(value['auths']) ? value['auths'] : {})) {
      const { auth, ...rest } = kept as AuthConfig;
      auths[server] = { ...rest, ...(auth ? decodeAuth(auth) : {}), serveraddress: server };
    }
  } catch (error) {
    return { config: { ...value, auths }, problem: error instanceof Error ? error.message : String(error) };
  }
  return { config: { ...value, auths }, problem: null };
}

/** The text of the file, byte for byte as the real client writes it. */
export function formatConfig(config: ConfigFile): string {
  const auths = Object.fromEntries(
    Object.entries(config.auths).map(([server, { username = '', password = '', serveraddress: _, ...rest }]) => [
      server,
      username === '' && password === '' ? rest : { auth: encodeAuth(username, password), ...rest },
    ]),
  );
  const known = MEMBERS.flatMap((member): [string, unknown][] => {
    const value = member === 'auths' ? auths : config[member];
    const empty = value === undefined || value === null || value === '' || (isObject(value) && Object.keys(value).length === 0);
    return empty && member !== 'auths' ? [] : [[member, sorted(value)]];
  });
  return JSON.stringify(Object.fromEntries(known), null, '\t');
}
