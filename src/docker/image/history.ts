import { ImageHistory } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { renderList } from '../format/table.ts';
import { humanDuration } from '../../api/duration.ts';
import { ellipsis, humanSize, shortId } from '../format/units.ts';
import { listFormat } from '../list-format.ts';

const titles = { ID: 'IMAGE', CreatedSince: 'CREATED', CreatedAt: 'CREATED AT', CreatedBy: 'CREATED BY', Size: 'SIZE', Comment: 'COMMENT' };

/** `docker history` */
export const history: Command = {
  usage: '[OPTIONS] IMAGE',
  short: 'Show the history of an image',
  flags: `format string: Pretty-print images using a Go template
H,human: Print sizes and dates in human readable format (default true)
no-trunc: Don't truncate output
q,quiet: Only show image IDs`,
  args: [1, 1],
  completes: 'image',
  async run(cli, flags, [name = '']) {
    const items = await ImageHistory(cli.wire, name);
    const human = flags.bool('human');
    const truncate = !flags.bool('no-trunc');
    const format = listFormat(flags.string('format'), flags.bool('quiet'), {
      quiet: '{{.ID}}',
      table: human
        ? 'table {{.ID}}\t{{.CreatedSince}}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}'
        : 'table {{.ID}}\t{{.CreatedAt}}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}',
    });
    const rows = items.map((item) => {
      const at = item.Created * 1000;
      const createdBy = item.CreatedBy.replaceAll('\t', ' ');
      const iso = `${new Date(at).toISOString().slice(0, 19)}Z`;
      return {
        ID: truncate ? shortId(item.Id) : item.Id,
        CreatedAt: iso,
        CreatedSince: () => (human ? `${humanDuration(cli.now() - at)} ago` : iso),
        CreatedBy: truncate ? ellipsis(createdBy, 45) : createdBy,
        Size: human ? humanSize(item.Size, 3) : String(item.Size),
        Comment: item.Comment,
      };
    });
    await cli.write(renderList(format, { type: '*image.historyContext', titles, rows }));
  },
};
