import type { Main } from './command.ts';
import { formatNumber } from './printf.ts';

/** seq(1): `-s SEP -w -f FORMAT [FIRST [STEP]] LAST`. */
export const seq: Main = async (cmd) => {
  const operands: string[] = [];
  let separator = '\n';
  let wide = false;
  let format: string | undefined;
  for (let i = 0; i < cmd.args.length; i++) {
    const arg = cmd.args[i] ?? '';
    const value = (inline: string): string =>
      inline !== ''
        ? inline
        : (cmd.args[++i] ??
          cmd.usage({
            gnu: `option requires an argument -- '${arg.charAt(1)}'`,
            busybox: `option requires an argument -- '${arg.charAt(1)}'`,
          }));
    if (operands.length > 0 || !/^-[^\d.]/.test(arg)) operands.push(arg);
    else if (arg === '--') {
      operands.push(...cmd.args.slice(i + 1));
      i = cmd.args.length;
    } else if (arg.startsWith('-s')) separator = value(arg.slice(2));
    else if (arg.startsWith('--separator=')) separator = arg.slice(12);
    else if (arg === '-w' || arg === '--equal-width') wide = true;
    else if (cmd.gnu && arg.startsWith('-f')) format = value(arg.slice(2));
    else if (cmd.gnu && arg.startsWith('--format=')) format = arg.slice(9);
    else
      cmd.usage({
        gnu: arg.startsWith('--') ? `unrecognized option '${arg}'` : `invalid option -- '${arg.charAt(1)}'`,
        busybox: arg.startsWith('--') ? `unrecognized option '${arg}'` : `invalid option -- '${arg.charAt(1)}'`,
      });
  }
  if (operands.length === 0) cmd.usage({ gnu: 'missing operand' });
  if (operands.length > 3) cmd.usage({ gnu: `extra operand ${cmd.quote(operands[3] ?? '')}` });
  const number = (text: string): number => {
    const value = /^\s*[-+]?(\d+\.?\d*|\.\d+|0x[\da-f]+)(e[-+]?\d+)?$|^\s*[-+]?inf(inity)?$/i.test(text)
      ? /inf/i.test(text)
        ? (text.includes('-') ? -1 : 1) * Number.POSITIVE_INFINITY
        : Number(text)
      : Number.NaN;
    if (!Number.isNaN(value)) return value;
    if (!cmd.gnu) return cmd.usage();
    return cmd.usage({ gnu: `invalid floating point argument: ${cmd.quote(text)}` });
  };
  const [a = '', b, c] = operands;
  const first = b === undefined ? 1 : number(a);
  const step = c === undefined ? 1 : number(b ?? '');
  const last = number(c ?? b ?? a);
  if (step === 0) {
    if (!cmd.gnu && first > last) return 0;
    if (cmd.gnu) cmd.usage({ gnu: `invalid Zero increment value: ${cmd.quote(b ?? '')}` });
  }
  const digits = (text: string | undefined): number => (text?.includes('.') ? text.length - text.indexOf('.') - 1 : 0);
  const precision = Math.max(b === undefined ? 0 : digits(a), c === undefined ? 0 : digits(b));
  const shown = (value: number): string => (format !== undefined ? formatNumber(format, value) : value.toFixed(Math.min(precision, 20)));
  const width = wide ? Math.max(shown(first).length, shown(last).length) : 0;
  const pad = (text: string): string => (text.startsWith('-') ? `-${text.slice(1).padStart(width - 1, '0')}` : text.padStart(width, '0'));
  let printed = false;
  const scale = 10 ** Math.max(precision, digits(c ?? b ?? a));
  const whole = Math.round(first * scale);
  const stride = Math.round(step * scale);
  for (let i = 0; ; i++) {
    const value = Number.isFinite(whole) ? (whole + i * stride) / scale : first;
    if (step >= 0 ? value > last : value < last) break;
    cmd.out((printed ? separator : '') + pad(shown(value)));
    printed = true;
    if (i % 1000 === 999) {
      await cmd.flush();
      await cmd.sys.cpu(0.2);
    }
  }
  if (printed) cmd.out('\n');
  return 0;
};
