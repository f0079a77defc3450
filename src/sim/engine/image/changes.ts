import type { HealthConfig } from '../../../api/types.ts';
import type { ImageSettings } from '../../image/types.ts';
import { invalidParameter } from '../../errors.ts';
import { readHealthcheck } from '../build/dockerfile/health.ts';
import { parseLine } from '../build/dockerfile/parser.ts';

const ALLOWED = ['CMD', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'LABEL', 'ONBUILD', 'USER', 'VOLUME', 'WORKDIR', 'HEALTHCHECK'];

/** A JSON list of strings, or null when it is none. */
function jsonList(text: string): string[] | null {
  if (!text.startsWith('[')) return null;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null;
  } catch {
    return null;
  }
}

/** Words with their quotes taken off. */
function words(text: string): string[] {
  return [...text.matchAll(/(?:"((?:\\.|[^"\\])*)"|'([^']*)'|((?:\\.|[^\s"'\\])+))+/g)].map(([whole]) =>
    whole
      .replace(/"((?:\\.|[^"\\])*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? '')
      .replace(/\\(.)/g, '$1'),
  );
}

const pairs = (text: string): [string, string][] =>
  /^\S+=/.test(text)
    ? words(text).map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)])
    : [[text.split(/\s/, 1)[0] ?? '', text.replace(/^\S+\s*/, '')]];

const command = (text: string): string[] => jsonList(text) ?? ['/bin/sh', '-c', text];

/** HEALTHCHECK as a Dockerfile has it. */
function healthcheck(text: string): HealthConfig {
  try {
    return readHealthcheck(parseLine(`HEALTHCHECK ${text}`, '\\', 1, 1));
  } catch (error) {
    throw invalidParameter(error instanceof Error ? error.message : String(error));
  }
}

/** Settings changed by the Dockerfile instructions of `docker commit --change`. */
export function applyChanges(settings: ImageSettings, changes: readonly string[]): ImageSettings {
  const out: ImageSettings = { ...settings };
  let cmdSet = false;
  const lines = changes.flatMap((text) => text.split('\n')).filter((text) => text.trim() !== '');
  if (lines.length === 0 && changes.length > 0) throw invalidParameter('file with no instructions');
  for (const change of lines) {
    const [, name = '', rest = ''] = /^\s*(\S+)\s*([\s\S]*?)\s*$/.exec(change) ?? [];
    const instruction = name.toUpperCase();
    if (!ALLOWED.includes(instruction)) throw invalidParameter(`${name.toLowerCase()} is not a valid change command`);
    if (rest === '' && !['CMD', 'ENTRYPOINT'].includes(instruction))
      throw invalidParameter(`${instruction} requires ${['USER', 'WORKDIR'].includes(instruction) ? 'exactly' : 'at least'} one argument`);
    if (['ENV', 'LABEL'].includes(instruction) && /^[^\s=]+$/.test(rest)) throw invalidParameter(`${instruction} must have two arguments`);
    if (instruction === 'CMD') {
      out.Cmd = command(rest);
      cmdSet = true;
    } else if (instruction === 'ENTRYPOINT') {
      out.Entrypoint = command(rest);
      // The command was meant for the entrypoint of before.
      if (!cmdSet) out.Cmd = null;
    } else if (instruction === 'USER') out.User = rest;
    else if (instruction === 'WORKDIR')
      out.WorkingDir = rest.startsWith('/') ? rest : `${(out.WorkingDir ?? '').replace(/\/$/, '')}/${rest}`;
    else if (instruction === 'HEALTHCHECK') out.Healthcheck = healthcheck(rest);
    else if (instruction === 'ONBUILD') out.OnBuild = [...(out.OnBuild ?? []), rest];
    else if (instruction === 'LABEL') out.Labels = { ...out.Labels, ...Object.fromEntries(pairs(rest)) };
    else if (instruction === 'ENV') {
      const env = [...(out.Env ?? [])];
      for (const [key, value] of pairs(rest)) {
        const at = env.findIndex((entry) => entry.startsWith(`${key}=`));
        env[at < 0 ? env.length : at] = `${key}=${value}`;
      }
      out.Env = env;
    } else {
      const bad = instruction === 'EXPOSE' && words(rest).find((item) => !/^\d+(-\d+)?(\/\w+)?$/.test(item));
      if (bad) throw invalidParameter(`Invalid containerPort: ${bad.split('/', 1)[0]}`);
      const set = Object.fromEntries(
        (jsonList(rest) ?? words(rest)).map((item) => [instruction === 'EXPOSE' && !item.includes('/') ? `${item}/tcp` : item, {}]),
      );
      if (instruction === 'EXPOSE') out.ExposedPorts = { ...out.ExposedPorts, ...set };
      else out.Volumes = { ...out.Volumes, ...set };
    }
  }
  return out;
}
