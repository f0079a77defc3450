import { type Main, decode, reason } from './command.ts';
import { parseDate, strftime } from './dates.ts';
import { getopt } from './getopt.ts';

/** date(1): `+FORMAT -d -u -R -I -r -f`; the clock cannot be set. */
export const date: Main = async (cmd) => {
  const options = getopt(
    cmd,
    cmd.gnu ? 'd:f:I::r:Rs:u' : 'ud:s:r:D:RI::',
    'date:=d file:=f iso-8601::=I reference:=r rfc-2822=R rfc-email=R rfc-3339: set:=s utc=u universal=u',
  );
  const [operand, extra] = options.args;
  if (extra !== undefined && cmd.gnu) cmd.usage({ gnu: `extra operand ${cmd.quote(extra)}` });
  let format = cmd.gnu ? '%a %b %e %H:%M:%S %Z %Y' : '%a %b %e %H:%M:%S %Z %Y';
  if (operand?.startsWith('+')) format = operand.slice(1);
  else if (operand !== undefined) cmd.die(cmd.gnu ? `invalid date ${cmd.quote(operand)}` : `invalid date '${operand}'`);
  if (options.has('R')) format = '%a, %d %b %Y %H:%M:%S %z';
  const iso = options.get('I');
  if (iso !== undefined)
    format =
      { hours: '%Y-%m-%dT%H%:z', minutes: '%Y-%m-%dT%H:%M%:z', seconds: '%Y-%m-%dT%H:%M:%S%:z', ns: '%Y-%m-%dT%H:%M:%S,%N%:z' }[iso] ??
      '%Y-%m-%d';
  const rfc = options.get('rfc-3339');
  if (rfc !== undefined) format = { date: '%Y-%m-%d', seconds: '%Y-%m-%d %H:%M:%S%:z', ns: '%Y-%m-%d %H:%M:%S.%N%:z' }[rfc] ?? '%Y-%m-%d';
  const file = options.get('r');
  const list = options.get('f');
  const texts =
    list === undefined
      ? options.all('d').slice(-1)
      : decode(await cmd.slurp(list))
          .split('\n')
          .filter(Boolean);
  let times = [cmd.sys.now()];
  if (file !== undefined) {
    try {
      times = [cmd.sys.stat(file).mtime];
    } catch (error) {
      cmd.die(cmd.gnu ? `${file}: ${reason(error)}` : `can't stat '${file}': ${reason(error)}`);
    }
  } else if (texts.length > 0) {
    times = [];
    for (const text of texts) {
      const at = parseDate(text, cmd.sys.now());
      if (at === null) cmd.warn(cmd.gnu ? `invalid date ${cmd.quote(text)}` : `invalid date '${text}'`);
      else times.push(at);
    }
  }
  for (const time of times) cmd.out(`${strftime(cmd.gnu ? format : format.replace(/%N/g, '%N'), time)}\n`);
  if (options.has('s')) cmd.warn(cmd.gnu ? 'cannot set date: Operation not permitted' : "can't set date: Operation not permitted");
};
