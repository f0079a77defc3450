import type { Termios } from '../kernel/types.ts';
import { type Main, errno } from './command.ts';

/** Names of stty(1) and what of termios they mean. */
const SETTINGS: Readonly<Record<string, keyof Termios>> = {
  icanon: 'canonical',
  echo: 'echo',
  isig: 'signals',
  icrnl: 'crToNl',
  onlcr: 'nlToCrNl',
  opost: 'nlToCrNl',
};
const SANE: Termios = { canonical: true, echo: true, signals: true, crToNl: true, nlToCrNl: true };
const RAW: Termios = { canonical: false, echo: true, signals: false, crToNl: false, nlToCrNl: false };
/** Settings that this machine's terminals take and do not look at. */
const IGNORED =
  /^-?(?:iexten|echoe|echok|echoctl|echoke|echonl|noflsh|tostop|ixon|ixoff|ixany|brkint|ignbrk|imaxbel|iutf8|istrip|inlcr|igncr|cs8|cread|hupcl|parenb|clocal|crtscts|nl|tabs?|crt|dec|min|time|intr|eof|erase|kill|susp|quit)$/;

const keys = (gnu: boolean): string => `intr = ^C; quit = ^\\; erase = ^?; kill = ^U; eof = ^D; eol = <undef>;
eol2 = <undef>; swtch = <undef>; start = ^Q; stop = ^S; susp = ^Z; rprnt = ^R;
werase = ^W; lnext = ^V; ${gnu ? 'discard' : 'flush'} = ^O; min = 1; time = 0;
`;

/** stty(1): `size -a -g`, the settings of a terminal's line discipline, `raw`, `sane`, `cols N`, `rows N`. */
export const stty: Main = (cmd) => {
  const { sys, gnu } = cmd;
  if (!sys.isatty(0)) {
    cmd.err(`${cmd.name}: ${gnu ? "'standard input'" : 'standard input'}: Inappropriate ioctl for device\n`);
    return 1;
  }
  let termios = sys.tcgetattr(0);
  const { rows, cols } = sys.winsize(0);
  const flag = (name: string): string => (termios[SETTINGS[name] ?? 'echo'] ? name : `-${name}`);
  const args = [...cmd.args];
  if (args.length === 0) {
    cmd.out(`speed 38400 baud; line = 0;\n${gnu ? '' : keys(false)}-brkint -imaxbel\n`);
    const changed = ['icrnl', 'opost', 'isig', 'icanon', 'echo'].filter((name) => flag(name).startsWith('-'));
    if (changed.length > 0) cmd.out(`${changed.map(flag).join(' ')}\n`);
    return 0;
  }
  for (let arg = args.shift(); arg !== undefined; arg = args.shift()) {
    const name = arg.replace(/^-/, '');
    const setting = SETTINGS[name];
    if (arg === 'size') cmd.out(`${rows} ${cols}\n`);
    else if (arg === '-a') {
      cmd.out(`speed 38400 baud; rows ${rows}; columns ${cols}; line = 0;
${keys(gnu)}-parenb -parodd -cmspar cs8 -hupcl -cstopb cread -clocal -crtscts
-ignbrk -brkint -ignpar -parmrk -inpck -istrip -inlcr -igncr ${flag('icrnl')} ixon -ixoff
-iuclc -ixany -imaxbel -iutf8
${flag('opost')} -olcuc -ocrnl ${flag('onlcr')} -onocr -onlret -ofill -ofdel nl0 cr0 tab0 bs0 vt0 ff0
${flag('isig')} ${flag('icanon')} iexten ${flag('echo')} echoe echok -echonl -noflsh -xcase -tostop -echoprt
echoctl echoke -flusho -extproc
`);
    } else if (arg === '-g') cmd.out('500:5:bf:8a3b:3:1c:7f:15:4:0:1:0:11:13:1a:0:12:f:17:16:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0\n');
    else if (arg === '-F') args.shift();
    else if (arg === 'sane' || arg === 'cooked' || arg === '-raw') termios = { ...SANE, echo: arg === 'sane' || termios.echo };
    else if (arg === 'raw' || arg === '-cooked') termios = { ...RAW, echo: termios.echo };
    else if (arg === 'cbreak') termios = { ...termios, canonical: false };
    else if (arg === '-cbreak') termios = { ...termios, canonical: true };
    else if (setting) termios = { ...termios, [setting]: !arg.startsWith('-') };
    else if (/^(?:cols|columns|rows|min|time|ispeed|ospeed|speed|intr|eof|erase|kill|susp|quit)$/.test(arg)) args.shift();
    else if (!IGNORED.test(arg) && !/^[\da-f:]+$/.test(arg)) {
      if (!gnu) return cmd.die(`invalid number '${arg}'`, 1);
      cmd.usage({ gnu: `invalid argument ${cmd.quote(arg)}` }, 1);
    }
  }
  try {
    sys.tcsetattr(0, termios);
  } catch (error) {
    errno(error);
  }
  return 0;
};
