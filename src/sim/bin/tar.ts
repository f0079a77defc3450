import type { FileType } from '../fs/types.ts';
import { exists, type Member, packMember, unpackMembers } from './archive.ts';
import { concat } from '../../api/bytes.ts';
import { type Command, Exit, type Main, UsageError, join, reason } from './command.ts';
import { strftime } from './dates.ts';
import { type Options, getopt } from './getopt.ts';
import { pack, unpack } from './gzip.ts';
import { modeString } from './mode.ts';
import { userNames, groupNames } from './users.ts';

const LETTERS: Readonly<Record<string, string>> = { file: '0', symlink: '2', char: '3', block: '4', dir: '5', fifo: '6' };
/** GNU tar writes whole records of twenty blocks. */
const RECORD = 10240;

/** tar(1): c, x and t with `-f -C -v -z -O -k -p --strip-components --exclude`. */
export const tar: Main = async (cmd) => {
  cmd.failure = cmd.gnu ? 2 : 1;
  const [first = '', ...rest] = cmd.args;
  // The old form `tar xzf FILE`: letters without a dash, their values behind them in order.
  const given = first === '' || first.startsWith('-') ? cmd.args : oldForm(first, rest);
  const long =
    'create=c extract=x get=x list=t file:=f directory:=C verbose=v gzip=z gunzip=z to-stdout=O keep-old-files=k preserve-permissions=p strip-components: exclude: no-same-owner=o numeric-owner overwrite touch=m dereference=h auto-compress=a';
  const options = getopt(cmd, 'cxtf:C:vzjJOkpmohaP', long, cmd.failure, given);
  const mode = options.last('cxt');
  if (mode === '') {
    if (!cmd.gnu) throw new UsageError(1);
    cmd.err(
      `${cmd.name}: You must specify one of the '-Acdtrux', '--delete' or '--test-label' options\nTry '${cmd.name} --help' or '${cmd.name} --usage' for more information.\n`,
    );
    throw new Exit(2);
  }
  try {
    if (mode === 'c') await create(cmd, options);
    else await read(cmd, options, mode === 'x');
  } catch (error) {
    if (!(error instanceof Exit)) cmd.warn(reason(error));
    else throw error;
  }
  if (cmd.status !== 0) cmd.err(cmd.gnu ? `${cmd.name}: Exiting with failure status due to previous errors\n` : delayed(cmd));
};

const delayed = (cmd: Command): string =>
  cmd.status === 1 && cmd.failure === 1 ? `${cmd.name}: error exit delayed from previous errors\n` : '';

function oldForm(letters: string, rest: readonly string[]): string[] {
  const values = [...rest];
  const out: string[] = [];
  for (const letter of letters) {
    out.push(`-${letter}`);
    if (letter === 'f' || letter === 'C') out.push(values.shift() ?? '');
  }
  return [...out, ...values];
}

function folder(cmd: Command, options: Options): void {
  const path = options.get('C');
  if (path === undefined) return;
  try {
    cmd.sys.chdir(path);
  } catch (error) {
    fatal(cmd, cmd.gnu ? `${path}: Cannot open: ${reason(error)}` : `can't change directory to '${path}': ${reason(error)}`);
  }
}

function fatal(cmd: Command, message: string): never {
  cmd.err(`${cmd.name}: ${message}\n${cmd.gnu ? `${cmd.name}: Error is not recoverable: exiting now\n` : ''}`);
  throw new Exit(cmd.failure);
}

async function create(cmd: Command, options: Options): Promise<void> {
  const { sys, gnu } = cmd;
  if (options.args.length === 0) {
    if (gnu) {
      cmd.err(
        `${cmd.name}: Cowardly refusing to create an empty archive\nTry '${cmd.name} --help' or '${cmd.name} --usage' for more information.\n`,
      );
      throw new Exit(2);
    }
    cmd.die('empty archive');
  }
  const target = options.get('f') ?? '-';
  const fd = target === '-' ? 1 : open(cmd, target);
  folder(cmd, options);
  const parts: Uint8Array[] = [];
  const say = (name: string): void => {
    if (options.has('v')) target === '-' ? cmd.err(`${name}\n`) : cmd.out(`${name}\n`);
  };
  let told = false;
  const user = userNames(sys);
  const group = groupNames(sys);
  const excluded = options.all('exclude');
  const links = new Map<string, string>();
  const add = (path: string): void => {
    if (excluded.some((glob) => path === glob || path.endsWith(`/${glob}`) || (glob.startsWith('*') && path.endsWith(glob.slice(1)))))
      return;
    let stat: ReturnType<typeof sys.lstat>;
    try {
      stat = options.has('h') ? sys.stat(path) : sys.lstat(path);
    } catch (error) {
      cmd.warn(gnu ? `${path}: Cannot stat: ${reason(error)}` : `${path}: ${reason(error)}`);
      return;
    }
    const type = LETTERS[stat.type];
    if (type === undefined) return;
    if (path.startsWith('/') && !told) {
      told = true;
      cmd.err(gnu ? `${cmd.name}: Removing leading \`/' from member names\n` : `${cmd.name}: removing leading '/' from member names\n`);
    }
    const name = (path.replace(/^\/+/, '').replace(/\/+$/, '') || '.') + (type === '5' ? '/' : '');
    say(path.replace(/\/+$/, '') + (type === '5' ? '/' : ''));
    const twin = stat.type === 'file' && stat.nlink > 1 ? links.get(`${stat.dev}:${stat.ino}`) : undefined;
    if (stat.nlink > 1) links.set(`${stat.dev}:${stat.ino}`, name);
    try {
      parts.push(
        packMember({
          name,
          type: twin === undefined ? type : '1',
          mode: stat.mode,
          uid: stat.uid,
          gid: stat.gid,
          user: user(stat.uid),
          group: group(stat.gid),
          mtime: Math.floor(stat.mtime / 1000),
          link: twin ?? (type === '2' ? sys.readlink(path) : ''),
          data: type === '0' && twin === undefined ? sys.readFile(path) : new Uint8Array(0),
        }),
      );
    } catch (error) {
      cmd.warn(gnu ? `${path}: Cannot open: ${reason(error)}` : `can't open '${path}': ${reason(error)}`);
      return;
    }
    if (type !== '5') return;
    const names = sys.readdir(path).map((entry) => entry.name);
    for (const entry of names) if (entry !== '.' && entry !== '..') add(join(path, entry));
  };
  for (const path of options.args) add(path);
  const size = parts.reduce((total, part) => total + part.length, 0) + 1024;
  parts.push(new Uint8Array(1024 + (gnu ? (RECORD - (size % RECORD)) % RECORD : 0)));
  const zipped = options.has('z') || (options.has('a') && /\.t?gz$/.test(target));
  const bytes = zipped ? pack(concat(parts)) : concat(parts);
  if (fd === 1) cmd.out(bytes);
  else {
    await sys.write(fd, bytes);
    sys.close(fd);
  }
}

function open(cmd: Command, path: string): number {
  try {
    return cmd.sys.open(path, { write: true, create: true, truncate: true }, 0o666);
  } catch (error) {
    return fatal(cmd, cmd.gnu ? `${path}: Cannot open: ${reason(error)}` : `can't open '${path}': ${reason(error)}`);
  }
}

async function read(cmd: Command, options: Options, extracting: boolean): Promise<void> {
  const source = options.get('f') ?? '-';
  let bytes: Uint8Array;
  try {
    bytes = await cmd.slurp(source);
  } catch (error) {
    fatal(cmd, cmd.gnu ? `${source}: Cannot open: ${reason(error)}` : `can't open '${source}': ${reason(error)}`);
  }
  folder(cmd, options);
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? unpack(bytes) : bytes;
  if (!plain || (options.has('z') && plain === bytes && cmd.gnu)) {
    cmd.err(cmd.gnu ? `\ngzip: stdin: not in gzip format\n${cmd.name}: Child returned status 1\n` : `${cmd.name}: invalid magic\n`);
    fatal(cmd, cmd.gnu ? '' : 'short read');
  }
  const wanted = options.args.map((name) => name.replace(/\/+$/, ''));
  const seen = new Set<string>();
  const strip = Number(options.get('strip-components') ?? 0);
  for (const member of unpackMembers(plain)) {
    if (!member) {
      if (!cmd.gnu) cmd.die('short read');
      cmd.warn('This does not look like a tar archive');
      return;
    }
    const bare = member.name.replace(/\/+$/, '');
    const hit = wanted.find((name) => bare === name || bare.startsWith(`${name}/`));
    if (wanted.length > 0 && hit === undefined) continue;
    if (hit !== undefined) seen.add(hit);
    const name = member.name.replace(/^\/+/, '').split('/').slice(strip).join('/');
    if (name === '') continue;
    if (options.has('O')) {
      cmd.out(member.data);
      continue;
    }
    if (!extracting) cmd.out(options.has('v') ? `${listed(member, cmd.gnu)}\n` : `${member.name}\n`);
    else {
      if (options.has('v')) cmd.out(`${member.name}\n`);
      extract(cmd, options, member, name);
    }
    await cmd.breathe();
  }
  for (const name of options.args) {
    if (seen.has(name.replace(/\/+$/, ''))) continue;
    if (!cmd.gnu) cmd.die(`${name}: not found in archive`);
    cmd.warn(`${name}: Not found in archive`);
  }
}

function listed(member: Member, gnu: boolean): string {
  const kind = (Object.entries(LETTERS).find(([, letter]) => letter === member.type)?.[0] ?? 'file') as FileType;
  const mode = modeString(kind, member.mode).replace(/^./, (letter) => (member.type === '1' ? 'h' : letter));
  const owner = `${member.user || member.uid}/${member.group || member.gid}`;
  const size = String(member.data.length);
  const link = member.type === '2' ? ` -> ${member.link}` : member.type === '1' ? ` link to ${member.link}` : '';
  const date = strftime(gnu ? '%Y-%m-%d %H:%M' : '%Y-%m-%d %H:%M:%S', member.mtime * 1000);
  const column = gnu ? size.padStart(Math.max(size.length, 18 - owner.length)) : size.padStart(9);
  return `${mode} ${owner} ${column} ${date} ${member.name}${link}`;
}

function extract(cmd: Command, options: Options, member: Member, name: string): void {
  const { sys, gnu } = cmd;
  const path = name.replace(/\/+$/, '');
  const complain = (error: unknown): void =>
    void cmd.warn(gnu ? `${path}: Cannot open: ${reason(error)}` : `can't open '${path}': ${reason(error)}`);
  try {
    const parents = path.split('/').slice(0, -1);
    for (let i = 1; i <= parents.length; i++) {
      const parent = parents.slice(0, i).join('/');
      if (!exists(cmd, parent)) sys.mkdir(parent, 0o777);
    }
    if (member.type === '5') {
      if (!exists(cmd, path)) sys.mkdir(path, 0o777);
    } else {
      if (exists(cmd, path)) {
        if (options.has('k')) {
          cmd.warn(gnu ? `${path}: Cannot open: File exists` : `can't open '${path}': File exists`);
          return;
        }
        sys.unlink(path);
      }
      if (member.type === '2') sys.symlink(member.link, path);
      else if (member.type === '1') sys.link(member.link, path);
      else if (member.type === '0' || member.type === '7') sys.writeFile(path, member.data);
      else sys.mknod(path, member.type === '3' ? 'char' : member.type === '4' ? 'block' : 'fifo', [0, 0], member.mode);
    }
    const link = member.type === '2';
    if (sys.geteuid() === 0 && !options.has('o')) sys.chown(path, member.uid, member.gid, { noFollow: link });
    if (!link) sys.chmod(path, sys.geteuid() === 0 || options.has('p') ? member.mode : member.mode & ~sys.umask());
    if (!options.has('m')) sys.utimes(path, member.mtime * 1000, member.mtime * 1000, { noFollow: link });
  } catch (error) {
    complain(error);
  }
}
