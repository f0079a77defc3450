/** vim(1) and vi(1): in the pane beside the terminal where there is one, else with the commonest of their keys on the terminal. */
import { type Command, type Main, decode, reason } from './command.ts';
import { open, type Voice } from './edited-file.ts';
import { runInPane } from './editor-pane.ts';
import { ViScreen } from './vi-screen.ts';

const RELEASE = 'VIM - Vi IMproved 9.0 (2022 Jun 28, compiled Feb 16 2025 05:23:41)';
/** Options of vim that say something about the window, the terminal or a file of settings, none of which there are here. */
const FLAGS = /^-(?:[vEydZbmMnNgfXLACDHFeslV]+\d*|[poO]\d*|-(?:noplugin|clean|not-a-term|nofork|literal))$/;
const WITH_ARGUMENT = /^(?:-[uUiTwWtq]|--cmd|--startuptime)$/;
/** Milliseconds that vim gives one to read its warnings. */
const SCARE = 2005;

const vimSize = ({ lines, bytes }: { lines: number; bytes: number }): string => `${lines}L, ${bytes}B`;
const vim: Voice = {
  opened: (name, size, what) =>
    what === 'folder'
      ? `"${name}" is a directory`
      : what === 'no-folder'
        ? `"${name}" [New DIRECTORY]`
        : what === 'new'
          ? `"${name}" [New]`
          : `"${name}" ${what === 'readonly' ? '[readonly] ' : ''}${vimSize(size)}`,
  written: (name, size, isNew) => `"${name}" ${isNew ? '[New] ' : ''}${vimSize(size)} written`,
  refused: (name) => `"${name}" E212: Can't open file for writing`,
  readonly: () => "E45: 'readonly' option is set (add ! to override)",
  noName: () => 'E32: No file name',
};

const busyboxSize = (name: string, { lines, bytes }: { lines: number; bytes: number }): string => `'${name}' ${lines}L, ${bytes}C`;
const busybox: Voice = {
  opened: (name, size, what) =>
    what === 'folder'
      ? `'${name}' is not a regular file`
      : what === 'new' || what === 'no-folder'
        ? `'${name}' (New file)`
        : `${busyboxSize(name, size)}${what === 'readonly' ? ' [Readonly]' : ''}`,
  written: (name, size) => busyboxSize(name, size),
  refused: (name, why) => `'${name}' ${why}`,
  readonly: (name) => `'${name}' is read only`,
  noName: () => 'No current filename',
};

interface Started {
  readonly names: string[];
  readonly readonly: boolean;
  /** From 1; 0 is the last. */
  readonly line: number;
  /** What "-c" and "+" ask to be done when the files are open. */
  readonly commands: readonly string[];
  readonly fromInput: boolean;
}

/** The command line taken apart; the status when there is nothing to edit after it. */
function parse(cmd: Command): Started | number {
  const names: string[] = [];
  const commands: string[] = [];
  let [readonly, line, fromInput] = [/view$/.test(cmd.name), 1, false];
  const args = [...cmd.args];
  const { gnu } = cmd;
  for (let arg = args.shift(), options = true; arg !== undefined; arg = args.shift()) {
    if (!options || (!arg.startsWith('-') && !arg.startsWith('+'))) names.push(arg);
    else if (arg === '--') options = false;
    else if (arg === '-' && gnu) fromInput = true;
    else if (/^\+\d*$/.test(arg)) line = Number(arg.slice(1));
    else if (arg.startsWith('+')) commands.push(arg.slice(1));
    else if (arg === '-R') readonly = true;
    else if (arg === '-c') commands.push(args.shift() ?? '');
    else if (!gnu && /^-[hH]+$/.test(arg)) continue;
    else if (!gnu) cmd.usage({ busybox: `invalid option -- '${arg.charAt(1)}'` });
    else if (arg === '--version') return print(cmd, `${RELEASE}\n`);
    else if (arg === '--help' || arg === '-h') return print(cmd, HELP);
    else if (WITH_ARGUMENT.test(arg)) args.shift();
    else if (!FLAGS.test(arg)) return cmd.fail(`${RELEASE}\nUnknown option argument: "${arg}"\nMore info with: "vim -h"\n`);
  }
  return { names, readonly, line, commands, fromInput };
}

const print = (cmd: Command, text: string): number => {
  cmd.out(text);
  return 0;
};

/** vim(1), vi(1). */
export const vi: Main = async (cmd) => {
  const started = parse(cmd);
  if (typeof started === 'number') return started;
  const { sys, gnu } = cmd;
  const { names, readonly, line, commands, fromInput } = started;
  const voice = gnu ? vim : busybox;
  const opened = (names.length > 0 ? names : ['']).map((name) => open(sys, name, voice, readonly));
  if (fromInput) {
    try {
      const text = decode(await cmd.slurp('-')).replace(/\n$/, '');
      opened.unshift({ file: { path: '', text, readonly: false }, message: '' });
    } catch (error) {
      return cmd.die(reason(error));
    }
  }
  const files = opened.map(({ file }) => file);
  const message = opened[0]?.message ?? '';
  if (commands.length === 0) {
    const code = await runInPane(cmd, { program: gnu ? 'vim' : 'vi', voice, files, line, message });
    if (code !== null) return code;
  }
  await warn(cmd);
  return new ViScreen(cmd, { files, voice, line, message, commands }).run();
};

/** What vim says, and how long it waits, where it is not on a terminal. */
async function warn(cmd: Command): Promise<void> {
  const { sys, gnu } = cmd;
  if (!gnu || (sys.isatty(0) && sys.isatty(1))) return;
  if (!sys.isatty(1)) cmd.err('Vim: Warning: Output is not to a terminal\n');
  if (!sys.isatty(0)) cmd.err('Vim: Warning: Input is not from a terminal\n');
  await cmd.flush();
  await sys.sleep(SCARE);
}

const HELP = `${RELEASE}

Usage: vim [arguments] [file ..]       edit specified file(s)
   or: vim [arguments] -               read text from stdin

Arguments:
   --\t\t\tOnly file names after this
   -R\t\t\tReadonly mode (like "view")
   +\t\t\tStart at end of file
   +<lnum>\t\tStart at line <lnum>
   -c <command>\t\tExecute <command> after loading the first file
   -h  or  --help\tPrint Help (this message) and exit
   --version\t\tPrint version information and exit
`;
