import {
  ContainerInspect,
  ImageInspect,
  NetworkInspect,
  NodeList,
  PluginInspect,
  type Raw,
  SecretList,
  ServiceList,
  TaskList,
  VolumeInspect,
} from '../api/client.ts';
import { ApiError } from '../api/errors.ts';
import type { Cli, Command } from './command.ts';
import { describe, StatusError } from './errors.ts';
import { parseFormat } from './format/table.ts';
import { apiValue } from './format/api-types.ts';
import { untyped } from './format/go.ts';
import { type Template, TemplateError } from './format/template.ts';

/** JSON text laid out with four spaces, members and numbers exactly as they came (Go's json.Indent). */
function indentJson(text: string): string {
  let out = '';
  let depth = 0;
  const line = (): string => `\n${'    '.repeat(depth)}`;
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[[\]{}:,]|[^\s"[\]{}:,]+/g) ?? [];
  tokens.forEach((token, i) => {
    if (token === '{' || token === '[') {
      depth++;
      out += token + (tokens[i + 1] === '}' || tokens[i + 1] === ']' ? '' : line());
    } else if (token === '}' || token === ']') {
      depth--;
      out += (tokens[i - 1] === '{' || tokens[i - 1] === '[' ? '' : line()) + token;
    } else if (token === ',') out += token + line();
    else out += token === ':' ? ': ' : token;
  });
  return out;
}

/** What was found, and the Go type that the client reads it into; `raw` when the client also keeps the JSON as it came. */
interface Found extends Raw<unknown> {
  readonly type: string;
  readonly raw: boolean;
}
type Lookup = (name: string) => Promise<Found>;

/** A template on what was found: on its Go type, and if that fails on the JSON as it came. Throws TemplateError. */
function fill(template: Template, { value, type, raw }: Found): string {
  try {
    return template.execute(apiValue(type, value));
  } catch (error) {
    if (!(error instanceof TemplateError) || !raw) throw error;
    return template.execute(untyped(value), { strict: true });
  }
}

/** Prints what the engine tells of each name: JSON, or by a template. Errors come after what was found. */
async function inspectAll(cli: Cli, names: readonly string[], format: string, lookup: Lookup): Promise<void> {
  const template = format === '' ? null : parseFormat(format, '');
  const texts: string[] = [];
  const errors: string[] = [];
  for (const name of names) {
    try {
      const found = await lookup(name);
      texts.push(template ? `${fill(template, found)}\n` : found.text.trim());
    } catch (error) {
      // A template that fails ends it all, the rest is not asked for.
      if (error instanceof TemplateError) {
        errors.push(`template parsing error: ${error.message}`);
        break;
      }
      errors.push(describe(error));
    }
  }
  if (template) await cli.write(texts.length === 0 ? '\n' : texts.join(''));
  else await cli.print(texts.length === 0 ? '[]' : indentJson(`[${texts.join(',')}]`));
  if (errors.length > 0) throw new StatusError(1, errors.join('\n'));
}

/** A finder for one type of object. */
const lookups = (cli: Cli, size: boolean): Readonly<Record<string, Lookup>> => ({
  container: async (name) => ({ ...(await ContainerInspect(cli.wire, name, { size })), type: 'types.ContainerJSON', raw: true }),
  image: async (name) => ({ ...(await ImageInspect(cli.wire, name)), type: 'types.ImageInspect', raw: true }),
  network: async (name) => ({ ...(await NetworkInspect(cli.wire, name)), type: 'types.NetworkResource', raw: true }),
  volume: async (name) => ({ ...(await VolumeInspect(cli.wire, name)), type: 'types.Volume', raw: true }),
});

/** Types that nothing here is of: who is asked for them. */
const others: Readonly<Record<string, (cli: Cli, name: string) => Promise<unknown>>> = {
  node: (cli) => NodeList(cli.wire),
  service: (cli) => ServiceList(cli.wire),
  task: (cli) => TaskList(cli.wire),
  secret: (cli) => SecretList(cli.wire),
  plugin: (cli, name) => PluginInspect(cli.wire, name),
};

/** `docker inspect` */
export const inspect: Command = {
  usage: '[OPTIONS] NAME|ID [NAME|ID...]',
  short: 'Return low-level information on Docker objects',
  flags: `f,format string: Format the output using the given Go template
s,size: Display total file sizes if the type is container
type string: Return JSON for specified type`,
  args: [1, Number.POSITIVE_INFINITY],
  completes: 'object',
  async run(cli, flags, names) {
    const type = flags.string('type');
    const finders = lookups(cli, flags.bool('size'));
    if (type !== '' && !finders[type] && !others[type]) throw new Error(`"${type}" is not a valid value for --type`);
    await inspectAll(cli, names, flags.string('format'), async (name) => {
      for (const [kind, find] of Object.entries(finders)) {
        if (type !== '' && kind !== type) continue;
        try {
          const found = await find(name);
          if (flags.bool('size') && kind !== 'container') await cli.complain(`WARNING: --size ignored for ${kind}`);
          return found;
        } catch (error) {
          if (type !== '' || !(error instanceof ApiError && error.kind === 'NotFound')) throw error;
        }
      }
      await others[type]?.(cli, name);
      throw new Error(`Error: No such ${type === '' ? 'object' : type}: ${name}`);
    });
  },
};

/** `docker <noun> inspect` */
export const inspectOne = (type: string, title: string, size: boolean): Command => ({
  usage: `[OPTIONS] ${type.toUpperCase()} [${type.toUpperCase()}...]`,
  short: `Display detailed information on one or more ${title}`,
  flags: `f,format string: Format the output using the given Go template${size ? '\ns,size: Display total file sizes' : ''}${type === 'network' ? '\nv,verbose: Verbose output for diagnostics' : ''}`,
  args: [1, Number.POSITIVE_INFINITY],
  completes: type === 'network' || type === 'volume' || type === 'image' ? type : 'container',
  async run(cli, flags, names) {
    const find = lookups(cli, flags.bool('size'))[type];
    // `docker volume inspect` keeps no JSON to fall back on.
    if (find) await inspectAll(cli, names, flags.string('format'), async (name) => ({ ...(await find(name)), raw: type !== 'volume' }));
  },
});
