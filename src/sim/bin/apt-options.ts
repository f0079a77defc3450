/** The command line of apt-get and apt: options before, between and after the words. */
import { type Command, Exit } from './command.ts';

export interface AptOptions {
  readonly words: readonly string[];
  readonly yes: boolean;
  readonly no: boolean;
  /** 0, 1 for -q, 2 for -qq. */
  readonly quiet: number;
  readonly recommends: boolean;
  readonly simulate: boolean;
  readonly downloadOnly: boolean;
  readonly purge: boolean;
  readonly autoRemove: boolean;
  readonly reinstall: boolean;
  readonly version: boolean;
  readonly help: boolean;
  readonly upgradable: boolean;
  readonly installedOnly: boolean;
}

const LONG: Readonly<Record<string, string>> = {
  yes: 'y',
  'assume-yes': 'y',
  'assume-no': 'no',
  quiet: 'q',
  'no-install-recommends': 'norec',
  'no-install-suggests': 'nothing',
  'install-suggests': 'nothing',
  'install-recommends': 'nothing',
  simulate: 's',
  'just-print': 's',
  'dry-run': 's',
  recon: 's',
  'no-act': 's',
  'download-only': 'd',
  purge: 'purge',
  'auto-remove': 'autoremove',
  autoremove: 'autoremove',
  reinstall: 'reinstall',
  'fix-broken': 'f',
  'fix-missing': 'm',
  'allow-downgrades': 'nothing',
  'allow-unauthenticated': 'nothing',
  'allow-change-held-packages': 'nothing',
  'force-yes': 'nothing',
  'no-upgrade': 'nothing',
  'only-upgrade': 'nothing',
  'show-upgraded': 'nothing',
  'verbose-versions': 'nothing',
  'with-new-pkgs': 'nothing',
  'no-cache': 'nothing',
  version: 'v',
  help: 'h',
  upgradable: 'upgradable',
  upgradeable: 'upgradable',
  installed: 'installed',
  'all-versions': 'nothing',
  'names-only': 'n',
  full: 'nothing',
};
const SHORT = 'yqsdfmuVvhan';

/** Reads the options; an unknown one ends the program with 100 in apt's words. */
export function aptOptions(cmd: Command): AptOptions {
  const words: string[] = [];
  const seen: string[] = [];
  const args = [...cmd.args];
  const bad = (text: string): never => {
    cmd.err(`E: ${text}\n`);
    throw new Exit(100);
  };
  const given = (option: string): void => {
    if (/APT::Install-Recommends\s*[= ]\s*"?(0|false|no)/i.test(option)) seen.push('norec');
    if (/APT::Get::Assume-Yes\s*[= ]\s*"?(1|true|yes)/i.test(option)) seen.push('y');
  };
  for (let arg = args.shift(); arg !== undefined; arg = args.shift()) {
    if (arg.startsWith('--')) {
      const [name = '', value] = arg.slice(2).split('=', 2);
      const key = LONG[name];
      if (name === 'option') given(value ?? args.shift() ?? '');
      else if (key === undefined) bad(`Command line option --${name} is not understood in combination with the other options`);
      else if (name === 'install-recommends' && /^(no|false|0)$/.test(value ?? '')) seen.push('norec');
      else seen.push(key, ...(key === 'q' && value === '2' ? ['q'] : []));
    } else if (arg.startsWith('-') && arg !== '-') {
      if (arg.startsWith('-o')) given(arg.length > 2 ? arg.slice(2) : (args.shift() ?? ''));
      else if (arg.startsWith('-t')) args.shift();
      else if (arg === '-q=2' || arg === '-q=1') seen.push(...(arg === '-q=2' ? ['q', 'q'] : ['q']));
      else
        for (const letter of arg.slice(1)) {
          if (!SHORT.includes(letter))
            bad(`Command line option '${letter}' [from ${arg}] is not understood in combination with the other options.`);
          seen.push(letter);
        }
    } else words.push(arg);
  }
  const has = (key: string): boolean => seen.includes(key);
  const quiet = Math.min(2, seen.filter((key) => key === 'q').length);
  return {
    words,
    yes: has('y') || quiet === 2,
    no: has('no'),
    quiet,
    recommends: !has('norec'),
    simulate: has('s'),
    downloadOnly: has('d'),
    purge: has('purge'),
    autoRemove: has('autoremove'),
    reinstall: has('reinstall'),
    version: has('v'),
    help: has('h'),
    upgradable: has('upgradable') || has('u'),
    installedOnly: has('installed'),
  };
}
