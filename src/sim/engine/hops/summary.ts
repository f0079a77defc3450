/** A few words of what went over the wire: the parameters that say what was wanted, the fields that say what came back. */
import type { HopFact } from '../../../api/hops.ts';
import type { EngineRequest } from '../../../api/wire.ts';

/** Bodies beyond this are not looked into. */
const READ = 65_536;
const FACTS = 20;
const LONG = 160;

const decoder = new TextDecoder();
const SECRET = /password|token|secret/i;
const cut = (text: string): string => (text.length > LONG ? `${text.slice(0, LONG - 1)}…` : text);

/** Null, "", false, 0, and what is made of nothing else, say nothing. */
function says(value: unknown): boolean {
  if (value === null || value === '' || value === false || value === 0) return false;
  return typeof value !== 'object' || Object.values(value).some(says);
}

function shown(name: string, value: unknown): string {
  if (SECRET.test(name)) return '••••••';
  return cut(typeof value === 'string' ? value : JSON.stringify(value));
}

/** The fields of an object that say something; those of `HostConfig` as its own. */
function fields(value: object): HopFact[] {
  const found: HopFact[] = [];
  for (const [name, one] of Object.entries(value)) {
    if (name === 'HostConfig' && one !== null && typeof one === 'object') {
      for (const [inner, more] of fields(one)) found.push([`HostConfig.${inner}`, more]);
    } else if (says(one)) found.push([name, shown(name, one)]);
  }
  return found.slice(0, FACTS);
}

function parsed(bytes: Uint8Array): unknown {
  if (bytes.length === 0 || bytes.length > READ) return undefined;
  try {
    return JSON.parse(decoder.decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

/** What a request asks for: its parameters, and its body when that is JSON. */
export function askedOf({ url, headers, body }: EngineRequest): HopFact[] {
  const facts: HopFact[] = [...new URLSearchParams(url.split(/\?(.*)/s)[1] ?? '')].map(([name, value]) => [name, shown(name, value)]);
  if ('x-registry-auth' in headers) facts.push(['X-Registry-Auth', '••••••']);
  const value = body instanceof Uint8Array ? parsed(body) : undefined;
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) facts.push(...fields(value));
  return facts.slice(0, FACTS);
}

/** What an answer with this body says, and its message when it is a refusal. */
export function answeredOf(bytes: Uint8Array): { readonly facts: readonly HopFact[]; readonly message: string } {
  const value = parsed(bytes);
  if (Array.isArray(value)) return { facts: [['[ ]', String(value.length)]], message: '' };
  if (value === null || typeof value !== 'object') return { facts: [], message: '' };
  const facts = fields(value);
  const message = 'message' in value && typeof value.message === 'string' ? value.message : '';
  return { facts: message === '' ? facts : [], message };
}
