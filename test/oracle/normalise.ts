/**
 * The same as normalise.py beside it, so that `npm test` needs nothing but Node: takes out of a command's output what
 * differs from run to run. `normalise.test.ts` holds the two against each other where Python is there.
 */
const ANSI = /\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07/g;
const PROGRESS =
  /^[0-9a-f]{12}: (Pulling fs layer|Waiting|Verifying Checksum|Download complete|Downloading.*|Extracting.*|Preparing|Pushing.*)$/;
const LAYER = /^[0-9a-f]{12}: (Pull complete|Already exists|Pushed|Layer already exists|Mounted from .*)$/;
const RACE = /^time="[^"]*" level=error msg="error waiting for container: context canceled"$/;
const RULES: readonly [RegExp, string][] = [
  [/\/\S+(?=\/\.docker\b)/g, '<HOME>'],
  [/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?( ?(Z|[+-]\d\d:?\d\d))?( UTC)?/g, '<TIME>'],
  [/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d( UTC)? \d{4}/g, '<DATE>'],
  [/\b(Less than a second|About a minute|About an hour|\d+ (second|minute|hour|day|week|month|year)s?) ago/g, '<AGO>'],
  [/\bUp (Less than a second|About a minute|About an hour|\d+ (second|minute|hour|day)s?)/g, 'Up <DUR>'],
  [/(?<![\w.])\d+(\.\d+)?(e[+-]?\d+)? ?(B|kB|KB|MB|GB|KiB|MiB|GiB)\b/g, '<SIZE>'],
  [/(?<=[:>])(3276[89]|327[789]\d|32[89]\d\d|3[3-9]\d{3}|[45]\d{4}|60\d{3})\b/g, '<PORT>'],
  [/(?<= size: )\d+/g, '<N>'],
  [/\b\d+(\.\d+)?%/g, '<PCT>'],
];
const HEX = /\b(?=[0-9]*[a-f])(?=[a-f]*[0-9])([0-9a-f]{64}|[0-9a-f]{12})\b/g;
const GENERATED = /(?<![./\w-])[a-z]{3,}_[a-z]{3,}\d?\b/g;

/** One session's normaliser: identifiers are numbered by first appearance over the whole session. */
export function normaliser(commands: readonly string[]): (text: string) => string {
  const typed = commands.join(' ');
  const ids = new Map<string, number>();
  const names = new Map<string, number>();
  const number = (table: Map<string, number>, key: string): number => {
    const known = table.get(key) ?? table.size + 1;
    table.set(key, known);
    return known;
  };
  return (text) => {
    const lines: string[] = [];
    let before: string | null = null;
    for (const raw of text.replace(ANSI, '').replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n')) {
      let line = raw.trimEnd();
      if (PROGRESS.test(line) || RACE.test(line)) continue;
      const layer = LAYER.exec(line);
      if (layer) {
        line = `<layer>: ${layer[1]}`;
        if (line === before) continue;
      }
      before = line;
      for (const [pattern, word] of RULES) line = line.replace(pattern, word);
      line = line.replace(HEX, (id) => `<id#${number(ids, id.slice(0, 12))}>`);
      line = line.replace(GENERATED, (name) => (typed.includes(name) || name.startsWith('http_') ? name : `<name#${number(names, name)}>`));
      lines.push(line.replace(/ {2,}|\t+/g, '  '));
    }
    return lines.join('\n');
  };
}
