import type { ImageSettings } from '../../image/types.ts';
import { invalidParameter } from '../../errors.ts';

const ALLOWED = ['CMD', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'LABEL', 'ONBUILD', 'USER', 'VOLUME', 'WORKDIR', 'STOPSIGNAL'];

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

/** Applies the Dockerfile instructions of `docker commit --change` to settings; `base` is what they change (for ENV, LABEL). */
export function applyChanges(settings: ImageSettings, base: ImageSettings, changes: readonly string[]): ImageSettings {
  const out: ImageSettings = { ...settings };
  for (const change of changes.flatMap((text) => text.split('\n')).filter((text) => text.trim() !== '')) {
    const [, name = '', rest = ''] = /^\s*(\S+)\s*([\s\S]*?)\s*$/.exec(change) ?? [];
    const instruction = name.toUpperCase();
    if (!ALLOWED.includes(instruction)) throw invalidParameter(`${instruction} is not a valid change command`);
    if (rest === '') throw invalidParameter(`${instruction} requires at least one argument`);
    if (instruction === 'CMD') out.Cmd = command(rest);
    else if (instruction === 'ENTRYPOINT') out.Entrypoint = command(rest);
    else if (instruction === 'USER') out.User = rest;
    else if (instruction === 'STOPSIGNAL') out.StopSignal = rest;
    else if (instruction === 'WORKDIR')
      out.WorkingDir = rest.startsWith('/') ? rest : `${(out.WorkingDir ?? base.WorkingDir ?? '').replace(/\/$/, '')}/${rest}`;
    else if (instruction === 'ONBUILD') out.OnBuild = [...(out.OnBuild ?? base.OnBuild ?? []), rest];
    else if (instruction === 'LABEL') out.Labels = { ...out.Labels, ...Object.fromEntries(pairs(rest)) };
    else if (instruction === 'ENV') {
      const env = [...(out.Env ?? base.Env ?? [])];
      for (const [key, value] of pairs(rest)) {
        const at = env.findIndex((entry) => entry.startsWith(`${key}=`));
        env[at < 0 ? env.length : at] = `${key}=${value}`;
      }
      out.Env = env;
    } else {
      const set = Object.fromEntries(
        (jsonList(rest) ?? words(rest)).map((item) => [instruction === 'EXPOSE' && !item.includes('/') ? `${item}/tcp` : item, {}]),
      );
      if (instruction === 'EXPOSE') out.ExposedPorts = { ...out.ExposedPorts, ...set };
      else out.Volumes = { ...out.Volumes, ...set };
    }
  }
  return out;
}
