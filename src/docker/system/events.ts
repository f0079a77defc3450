import { SystemEvents } from '../../api/client.ts';
import type { EventMessage } from '../../api/types.ts';
import type { Command } from '../command.ts';
import { StatusError } from '../errors.ts';
import { Template, TemplateError, TemplateSyntaxError } from '../format/template.ts';
import { apiValue } from '../format/api-types.ts';
import { timestamp } from '../timestamp.ts';

/** An event as one line: time, type, action, id, and the attributes in order. */
function eventLine(event: EventMessage): string {
  const seconds = new Date(event.time * 1000).toISOString().slice(0, 19);
  const nanos = String(Math.round(event.timeNano % 1e9)).padStart(9, '0');
  const attributes = Object.entries(event.Actor.Attributes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const tail = attributes.length > 0 ? ` (${attributes.map(([key, value]) => `${key}=${value}`).join(', ')})` : '';
  return `${seconds}.${nanos}Z ${event.Type} ${event.Action} ${event.Actor.ID}${tail}`;
}

function eventTemplate(format: string): Template {
  try {
    return new Template(format);
  } catch (error) {
    throw error instanceof TemplateSyntaxError ? new StatusError(64, `Error parsing format: ${error.message}`) : error;
  }
}

function formatted(template: Template, event: EventMessage): string {
  try {
    return template.execute(apiValue('events.Message', event));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    // Docker gives its template a pointer to the event.
    throw new StatusError(64, `Error parsing format: ${error.message.replace(/ in type (?=events\.Message$)/, ' in type *')}`);
  }
}

/** `docker events` */
export const events: Command = {
  usage: '[OPTIONS]',
  short: 'Get real time events from the server',
  flags: `f,filter filter: Filter output based on conditions provided
format string: Format the output using the given Go template
since string: Show all events created since timestamp
until string: Stream events until this timestamp`,
  args: [0, 0],
  async run(cli, flags) {
    const format = flags.string('format');
    const template = format === '' ? null : eventTemplate(format);
    const when = (flag: string): string => (flags.string(flag) ? timestamp(flags.string(flag), cli.now()) : '');
    for await (const event of await SystemEvents(cli.wire, { since: when('since'), until: when('until'), filters: flags.filters() }))
      await cli.print(template ? formatted(template, event) : eventLine(event));
  },
};
