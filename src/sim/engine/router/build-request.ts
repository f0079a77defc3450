import type { AuthConfig, HostConfig, Ulimit } from '../../../api/types.ts';
import { invalidParameter } from '../../errors.ts';
import type { BuildOptions } from '../build/options.ts';
import { goSyntaxError } from '../go-json-error.ts';
import type { Call } from './message.ts';

const decoder = new TextDecoder();

/** A parameter in JSON, null when it is missing. */
function parameter<T>(call: Call, name: string, what: string, fits: (value: unknown) => boolean): T | null {
  const text = call.text(name);
  if (text === '') return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidParameter(`${what}: ${goSyntaxError(text)}`);
  }
  if (value !== null && !fits(value)) throw invalidParameter(`${what}: json: cannot unmarshal`);
  return value as T | null;
}

const isMap = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((item) => typeof item === 'string');
const isTextMap = (value: unknown): boolean =>
  isMap(value) && Object.values(value).every((item) => typeof item === 'string' || item === null);
const isUlimits = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((item) => isMap(item) && typeof item['Name'] === 'string' && Number.isFinite(item['Soft']) && Number.isFinite(item['Hard']));

function credentials(call: Call): Record<string, AuthConfig> {
  try {
    const binary = atob((call.request.headers['x-registry-config'] ?? '').replace(/-/g, '+').replace(/_/g, '/'));
    const value: unknown = JSON.parse(decoder.decode(Uint8Array.from(binary, (char) => char.charCodeAt(0))));
    return isMap(value) ? (value as Record<string, AuthConfig>) : {};
  } catch {
    return {};
  }
}

/** What POST /build is asked for. Throws for parameters that cannot be read. */
export function buildOptions(call: Call): BuildOptions {
  const number = (name: string): number => {
    const text = call.text(name);
    return /^[+-]?\d+$/.test(text) ? Number(text) : 0;
  };
  const ulimits = parameter<Ulimit[]>(call, 'ulimits', 'error reading ulimit settings', isUlimits);
  const host: Partial<HostConfig> = {
    NetworkMode: call.text('networkmode') || 'default',
    CgroupParent: call.text('cgroupparent'),
    CpuShares: number('cpushares'),
    CpuPeriod: number('cpuperiod'),
    CpuQuota: number('cpuquota'),
    CpusetCpus: call.text('cpusetcpus'),
    CpusetMems: call.text('cpusetmems'),
    Memory: number('memory'),
    MemorySwap: number('memswap'),
    ...(number('shmsize') > 0 && { ShmSize: number('shmsize') }),
    ...(ulimits && { Ulimits: ulimits }),
    ...(call.query.has('extrahosts') && { ExtraHosts: call.query.getAll('extrahosts') }),
  };
  return {
    tags: call.query.getAll('t'),
    dockerfile: call.text('dockerfile'),
    remote: call.text('remote'),
    quiet: call.flag('q'),
    noCache: call.flag('nocache'),
    pull: call.flag('pull'),
    remove: call.flag('forcerm') || call.text('rm') === '' || call.flag('rm'),
    forceRemove: call.flag('forcerm'),
    squash: call.flag('squash'),
    target: call.text('target'),
    platform: call.text('platform'),
    buildArgs: parameter<Record<string, string | null>>(call, 'buildargs', 'error reading build args', isTextMap) ?? {},
    labels: parameter<Record<string, string>>(call, 'labels', 'error reading labels', isTextMap) ?? {},
    cacheFrom: parameter<string[]>(call, 'cachefrom', 'error reading cache sources', isTexts) ?? [],
    securityOpt: parameter<string[]>(call, 'securityopt', 'error reading security options', isTexts) ?? [],
    isolation: call.text('isolation'),
    host,
    version: call.text('version') || '1',
    credentials: credentials(call),
    context: call.request.body ?? new Uint8Array(0),
  };
}
