import { StatusError } from '../errors.ts';
import { Template, TemplateError, TemplateSyntaxError } from './template.ts';
import { type GoType, type GoValue, goString, STRING } from './go.ts';
import { type Columns, rowValues } from './value.ts';

export type { Columns } from './value.ts';

/** How many characters a cell takes: those outside the basic plane are two units long. */
const characters = (cell: string): number => cell.length - (cell.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);

/**
 * Lines with cells ended by tabs, aligned as Go's text/tabwriter does: a column is a run of lines that have that cell,
 * as wide as its widest cell and `padding`, at least `minimum`.
 */
export function alignTabs(text: string, minimum: number, padding: number): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const width = /[\ud800-\udbff]/.test(text) ? characters : (cell: string): number => cell.length;
  const widths: number[] = [];
  let out = '';
  const format = (from: number, to: number): void => {
    const column = widths.length;
    let next = from;
    const print = (end: number): void => {
      for (; next < end; next++) {
        const line = lines[next] ?? [];
        const padded = Math.min(line.length - 1, widths.length);
        for (let i = 0; i < line.length; i++) {
          const cell = line[i] ?? '';
          out += i < padded ? cell.padEnd((widths[i] ?? 0) + cell.length - width(cell)) : cell;
        }
        out += '\n';
      }
    };
    for (let at = from; at < to; at++) {
      if (column >= (lines[at]?.length ?? 0) - 1) continue;
      print(at);
      let size = minimum;
      let end = at;
      for (; end < to && column < (lines[end]?.length ?? 0) - 1; end++) size = Math.max(size, width(lines[end]?.[column] ?? '') + padding);
      widths.push(size);
      format(at, end);
      widths.pop();
      next = end;
      at = end - 1;
    }
    print(to);
  };
  format(0, lines.length);
  return out.slice(0, -1);
}

/** A list command's formatting: Go's name of the type (for errors), titles of columns by name, rows. */
export interface Listing {
  /** "*formatter.ContainerContext" */
  readonly type: string;
  readonly titles: Readonly<Record<string, string>>;
  /** Taken one after the other: what a long list is made of need not all be there at once. */
  readonly rows: Iterable<Columns>;
  /** Columns that JSON takes from another (which begins with a small letter). */
  readonly json?: Readonly<Record<string, string>>;
}

/** Go's text/template on a list's format; errors have Docker's words before them. */
function inTemplate<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof TemplateSyntaxError || error instanceof TemplateError) throw new Error(`template parsing error: ${error.message}`);
    throw error;
  }
}

/**
 * The output of a list command by `--format` ("table {{.Names}}\t{{.ID}}" or a template for each row).
 * Throws an Error with Docker's message.
 */
export function renderList(format: string, listing: Listing): string {
  const isTable = format.startsWith('table');
  const source = format
    .replace(/^table/, '')
    .replace(/^ +| +$/g, '')
    .replaceAll('\\t', '\t')
    .replaceAll('\\n', '\n');
  const template = inTemplate(() => new Template(source));
  const rows = inTemplate(() => {
    let text = '';
    for (const row of rowValues(listing.type, listing.rows, listing.json)) text += `${template.execute(row)}\n`;
    return text;
  });
  return isTable ? alignTabs(`${header(template, listing.titles)}\n${rows}`, 10, 3) : rows;
}

/** The line of titles: what the template makes of them, up to where it fails. */
function header(template: Template, titles: Readonly<Record<string, string>>): string {
  try {
    return template.execute(headerRow(titles), { header: true });
  } catch (error) {
    if (error instanceof TemplateError) return error.partial;
    throw error;
  }
}

const headerType: GoType = {
  kind: 'map',
  name: 'formatter.SubHeaderContext',
  key: STRING,
  elem: STRING,
  methods: {
    Label: {
      parameters: [STRING],
      call: (_, name) => goString((String(name?.data).split('.').at(-1) ?? '').replace(/[-_]/g, ' ')),
    },
  },
};

const headerRow = (titles: Readonly<Record<string, string>>): GoValue => ({
  type: headerType,
  data: new Map(Object.entries(titles).map(([column, title]) => [column, goString(title)])),
});

/** A template for one value of the engine (`version`, `info`, `system df`); a bad one ends the command with 64. */
export function parseFormat(source: string, name: string): Template {
  try {
    return new Template(source, name);
  } catch (error) {
    throw error instanceof TemplateSyntaxError ? new StatusError(64, `template parsing error: ${error.message}`) : error;
  }
}
