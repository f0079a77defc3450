/** make(1), small: targets, prerequisites, variables and recipes run by /bin/sh. */
import { type Command, type Main, decode, errno } from './command.ts';
import { getopt } from './getopt.ts';
import { runAndWait, statusCode } from './launch.ts';

interface Rule {
  readonly needs: readonly string[];
  readonly recipe: readonly string[];
}

/** Reads a makefile. */
function parse(text: string, variables: Map<string, string>): Map<string, Rule> {
  const rules = new Map<string, Rule>();
  const joined = text.replace(/\\\n\s*/g, ' ').split('\n');
  let current: { targets: string[]; needs: string[]; recipe: string[] } | null = null;
  const close = (): void => {
    for (const target of current?.targets ?? []) {
      const before = rules.get(target);
      rules.set(target, {
        needs: [...(before?.needs ?? []), ...(current?.needs ?? [])],
        recipe: current && current.recipe.length > 0 ? current.recipe : (before?.recipe ?? []),
      });
    }
    current = null;
  };
  for (const line of joined) {
    if (line.startsWith('\t')) {
      current?.recipe.push(line.slice(1));
      continue;
    }
    const bare = line.replace(/(^|\s)#.*/, '').trimEnd();
    if (bare.trim() === '') continue;
    const [, name, how, value] = /^([\w.-]+)\s*([:?+]?=)\s*(.*)$/.exec(bare) ?? [];
    if (name !== undefined && value !== undefined) {
      if (how === '?=' && variables.has(name)) continue;
      variables.set(name, how === '+=' ? `${variables.get(name) ?? ''} ${value}`.trim() : value);
      continue;
    }
    const [, targets, needs] = /^([^:]+):(?!=)\s*(.*)$/.exec(bare) ?? [];
    if (targets === undefined) continue;
    close();
    const words = (part: string): string[] => expand(part, variables).split(/\s+/).filter(Boolean);
    current = { targets: words(targets), needs: words(needs ?? ''), recipe: [] };
  }
  close();
  return rules;
}

function expand(text: string, variables: ReadonlyMap<string, string>, depth = 0): string {
  return text.replace(/\$(?:\$|\(([\w.-]+)\)|\{([\w.-]+)\}|([@<^]))/g, (all, round?: string, curly?: string, sign?: string) => {
    if (all === '$$') return '$';
    const value = variables.get(round ?? curly ?? sign ?? '') ?? '';
    return depth > 9 ? value : expand(value, variables, depth + 1);
  });
}

/** make: `-f FILE -C DIR -n -s -B`, variables and targets. */
export const make: Main = async (cmd) => {
  const options = getopt(cmd, 'f:C:nsBkj:v', 'file:=f directory:=C just-print=n dry-run=n silent=s quiet=s always-make=B version=v');
  if (options.has('v')) {
    cmd.out(
      'GNU Make 4.3\nBuilt for x86_64-pc-linux-gnu\nCopyright (C) 1988-2020 Free Software Foundation, Inc.\nLicense GPLv3+: GNU GPL version 3 or later <http://gnu.org/licenses/gpl.html>\nThis is free software: you are free to change and redistribute it.\nThere is NO WARRANTY, to the extent permitted by law.\n',
    );
    return 0;
  }
  const folder = options.get('C');
  if (folder !== undefined) {
    try {
      cmd.sys.chdir(folder);
    } catch (error) {
      errno(error);
      return cmd.fail(`make: *** ${folder}: No such file or directory.  Stop.\n`, 2);
    }
  }
  const given = options.get('f');
  const file = (given === undefined ? ['GNUmakefile', 'makefile', 'Makefile'] : [given]).find((name) => exists(cmd, name));
  const variables = new Map(Object.entries(cmd.env));
  const goals = options.args.filter((word) => {
    const [, name, value] = /^(\w+)=(.*)$/s.exec(word) ?? [];
    if (name !== undefined && value !== undefined) variables.set(name, value);
    return name === undefined;
  });
  if (file === undefined) {
    if (given !== undefined)
      return cmd.fail(`make: ${given}: No such file or directory\nmake: *** No rule to make target '${given}'.  Stop.\n`, 2);
    const [goal] = goals;
    return cmd.fail(
      goal === undefined
        ? 'make: *** No targets specified and no makefile found.  Stop.\n'
        : `make: *** No rule to make target '${goal}'.  Stop.\n`,
      2,
    );
  }
  const rules = parse(decode(cmd.sys.readFile(file)), variables);
  const first = [...rules.keys()].find((name) => !name.startsWith('.'));
  const wanted = goals.length > 0 ? goals : first === undefined ? [] : [first];
  if (wanted.length === 0) return cmd.fail('make: *** No targets.  Stop.\n', 2);
  const phony = new Set(rules.get('.PHONY')?.needs ?? []);
  const made = new Map<string, boolean>();
  let failed = 0;

  const build = async (target: string, parent: string | null): Promise<boolean> => {
    const known = made.get(target);
    if (known !== undefined) return known;
    made.set(target, false);
    const rule = rules.get(target);
    if (!rule) {
      if (exists(cmd, target)) return false;
      cmd.err(`make: *** No rule to make target '${target}'${parent === null ? '' : `, needed by '${parent}'`}.  Stop.\n`);
      failed = 2;
      return false;
    }
    let stale = phony.has(target) || !exists(cmd, target) || options.has('B');
    for (const need of rule.needs) {
      const changed = await build(need, target);
      if (failed > 0) return false;
      if (changed || (!stale && exists(cmd, need) && cmd.sys.stat(need).mtime > cmd.sys.stat(target).mtime)) stale = true;
    }
    if (!stale) return false;
    const own = new Map([...variables, ['@', target], ['<', rule.needs[0] ?? ''], ['^', rule.needs.join(' ')]]);
    for (const raw of rule.recipe) {
      const line = expand(raw, own);
      const [, flags = '', text = ''] = /^([@+-]*)(.*)$/s.exec(line.trim()) ?? [];
      if (text === '') continue;
      if (!(flags.includes('@') || options.has('s')) || options.has('n')) cmd.out(`${text}\n`);
      if (options.has('n')) continue;
      const code = statusCode(await runAndWait(cmd, ['/bin/sh', '-c', text]));
      if (code === 0) continue;
      if (flags.includes('-')) {
        cmd.err(`make: [${file}: ${target}] Error ${code} (ignored)\n`);
        continue;
      }
      cmd.err(`make: *** [${file}: ${target}] Error ${code}\n`);
      failed = 2;
      return false;
    }
    made.set(target, true);
    return true;
  };

  for (const goal of wanted) {
    const rule = rules.get(goal);
    const changed = await build(goal, null);
    if (failed > 0) return failed;
    if (!changed)
      cmd.out(rule && rule.recipe.length === 0 ? `make: Nothing to be done for '${goal}'.\n` : `make: '${goal}' is up to date.\n`);
  }
  return 0;
};

function exists(cmd: Command, path: string): boolean {
  try {
    cmd.sys.stat(path);
    return true;
  } catch (error) {
    errno(error);
    return false;
  }
}
