/** The instructions that change nothing but an image's settings: what they change, and their line of history. */
import type { ImageSettings } from '../../image/types.ts';
import { parseSignal } from '../signals.ts';
import { expandWords, lookupIn } from './dockerfile/expand.ts';
import { goDuration, goQuotedList, goQuotedRune } from './dockerfile/go-values.ts';
import type { CommandLine, Instruction } from './dockerfile/instruction.ts';
import { exposedPorts } from './ports.ts';
import { shellOf, type StageState } from './stage-state.ts';

/** The words of a command; null stays null. */
export function commandWords({ words, shell }: CommandLine, settings: ImageSettings): string[] | null {
  if (words === null) return null;
  return shell ? [...shellOf(settings), ...words] : [...words];
}

/** A list of "name=value" with one more, in place of the one of that name. */
function withVariable(env: readonly string[], name: string, value: string): string[] {
  const entry = `${name}=${value}`;
  const at = env.findIndex((one) => one.split('=', 1)[0] === name);
  return at < 0 ? [...env, entry] : env.map((one, index) => (index === at ? entry : one));
}

const set = (names: readonly string[]): Record<string, Record<string, never>> => Object.fromEntries(names.map((name) => [name, {}]));

/** Such an instruction. */
export type Setting = Exclude<Instruction, { kind: 'RUN' | 'WORKDIR' | 'COPY' | 'ADD' }>;

/** Changes a stage's settings; the line of history. `env` is what EXPOSE's words may use. Throws Docker's errors. */
export function applySetting(
  state: StageState,
  instruction: Setting,
  escapeChar: string,
  env: readonly string[],
  say: (line: string) => void,
): string {
  const { settings } = state;
  const change = (more: ImageSettings): void => {
    state.settings = { ...settings, ...more };
  };
  switch (instruction.kind) {
    case 'ARG':
      for (const [name, value] of instruction.args) state.args.add(name, value);
      return `ARG ${instruction.args.map(([name, value]) => (value === null ? name : `${name}=${value}`)).join(' ')}`;
    case 'CMD': {
      const Cmd = commandWords(instruction.command, settings) ?? [];
      change({ Cmd });
      if (instruction.command.words?.length) state.cmdSet = true;
      return `CMD ${goQuotedList(Cmd)}`;
    }
    case 'ENTRYPOINT': {
      const Entrypoint = commandWords(instruction.command, settings);
      change({ Entrypoint, ...(state.cmdSet ? {} : { Cmd: null }) });
      return `ENTRYPOINT ${goQuotedList(Entrypoint ?? [])}`;
    }
    case 'ENV':
      change({ Env: instruction.pairs.reduce((list, [name, value]) => withVariable(list, name, value), [...(settings.Env ?? [])]) });
      return `ENV ${instruction.pairs.map((pair) => pair.join('=')).join(' ')}`;
    case 'LABEL':
      change({ Labels: { ...settings.Labels, ...Object.fromEntries(instruction.pairs) } });
      return `LABEL ${instruction.pairs.map((pair) => pair.join('=')).join(' ')}`;
    case 'EXPOSE': {
      const words = instruction.ports.flatMap((word) => expandWords(word, escapeChar, lookupIn(env)));
      change({ ExposedPorts: { ...settings.ExposedPorts, ...set(exposedPorts(words)) } });
      return `EXPOSE ${words.join(' ')}`;
    }
    case 'HEALTHCHECK': {
      const before = settings.Healthcheck?.Test ?? [];
      if (before.length > 0 && before[0] !== 'NONE') say(`Note: overriding previous HEALTHCHECK: [${before.join(' ')}]`);
      const { Test = [], Interval = 0, Timeout = 0, StartPeriod = 0, Retries = 0 } = instruction.health;
      change({ Healthcheck: instruction.health });
      const times = [Interval, Timeout, StartPeriod].map((time) => `"${goDuration(time)}"`).join(' ');
      return `HEALTHCHECK &{${goQuotedList(Test)} ${times} ${goQuotedRune(Retries)}}`;
    }
    case 'MAINTAINER':
      state.author = instruction.value;
      return `MAINTAINER ${instruction.value}`;
    case 'USER':
      change({ User: instruction.value });
      return `USER ${instruction.value}`;
    case 'STOPSIGNAL':
      parseSignal(instruction.value);
      change({ StopSignal: instruction.value });
      return `STOPSIGNAL ${instruction.value}`;
    case 'ONBUILD':
      change({ OnBuild: [...(settings.OnBuild ?? []), instruction.value] });
      return `ONBUILD ${instruction.value}`;
    case 'SHELL':
      change({ Shell: [...instruction.words] });
      return `SHELL [${instruction.words.join(' ')}]`;
    case 'VOLUME':
      change({ Volumes: { ...settings.Volumes, ...set(instruction.paths) } });
      return `VOLUME [${instruction.paths.join(' ')}]`;
  }
}
