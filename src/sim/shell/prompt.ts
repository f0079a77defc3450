import { expandQuoted, quotedParts } from './expand.ts';
import { workingFolder } from './builtin-folders.ts';
import type { Shell } from './shell.ts';
import { userName } from './users.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function folder(sh: Shell, last: boolean): string {
  const home = sh.vars.get('HOME');
  const path = workingFolder(sh);
  if (home && home !== '/' && path === home) return '~';
  if (last) return path === '/' ? '/' : path.slice(path.lastIndexOf('/') + 1);
  return home && home !== '/' && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

/** A prompt string with its backslash escapes and expansions done; `\[ \]` become \x01 \x02. */
export async function expandPrompt(sh: Shell, text: string): Promise<string> {
  const date = new Date(sh.sys.now());
  const two = (n: number): string => String(n).padStart(2, '0');
  const hour12 = date.getUTCHours() % 12 || 12;
  const version = '5.2';
  const host = sh.sys.uname().nodename;
  const decoded = text.replace(/\\(?:([0-7]{3})|D\{([^}]*)\}|([\s\S]))/g, (whole, octal?: string, _format?: string, c?: string) => {
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
    switch (c) {
      case 'a':
        return '\x07';
      case 'd':
        return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${two(date.getUTCDate())}`;
      case 'e':
        return '\x1b';
      case 'h':
        return host.split('.')[0] ?? '';
      case 'H':
        return host;
      case 'j':
        return String(sh.jobs.length);
      case 'l':
        return 'pts/0';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 's':
        return sh.arg0.replace(/^.*\//, '').replace(/^-/, '');
      case 't':
        return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
      case 'T':
        return `${two(hour12)}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
      case '@':
        return `${two(hour12)}:${two(date.getUTCMinutes())} ${date.getUTCHours() < 12 ? 'AM' : 'PM'}`;
      case 'A':
        return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
      case 'u':
        return userName(sh.sys);
      case 'v':
        return version;
      case 'V':
        return `${version}.15`;
      case 'w':
        return folder(sh, false);
      case 'W':
        return folder(sh, true);
      case '!':
        return String(sh.history.length + 1);
      case '#':
        return String(sh.history.length + 1);
      case '$':
        return sh.sys.geteuid() === 0 ? '#' : '\\$';
      case '[':
        return '\x01';
      case ']':
        return '\x02';
      case '\\':
        return '\\\\';
      default:
        return whole;
    }
  });
  return /[$`\\]/.test(decoded) ? expandQuoted(sh, quotedParts(decoded)) : decoded;
}
