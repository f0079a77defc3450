import { ImageSearch } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { renderList } from '../format/table.ts';
import { ellipsis } from '../format/units.ts';
import { listFormat } from '../list-format.ts';

const titles = { Name: 'NAME', Description: 'DESCRIPTION', StarCount: 'STARS', IsOfficial: 'OFFICIAL', IsAutomated: 'AUTOMATED' };

/** `docker search` */
export const search: Command = {
  usage: '[OPTIONS] TERM',
  short: 'Search the Docker Hub for images',
  flags: `f,filter filter: Filter output based on conditions provided
format string: Pretty-print search using a Go template
limit int: Max number of search results (default 25)
no-trunc: Don't truncate output`,
  args: [1, 1],
  async run(cli, flags, [term = '']) {
    const results = await ImageSearch(cli.wire, { term, limit: flags.number('limit'), filters: flags.filters() });
    const rows = results
      .sort((a, b) => b.star_count - a.star_count)
      .map((result) => {
        const description = result.description.replace(/[\n\r]/g, ' ');
        return {
          Name: result.name,
          Description: flags.bool('no-trunc') ? description : ellipsis(description, 45),
          StarCount: String(result.star_count),
          IsOfficial: result.is_official ? '[OK]' : '',
          IsAutomated: result.is_automated ? '[OK]' : '',
          official: String(result.is_official),
          automated: String(result.is_automated),
        };
      });
    const table = 'table {{.Name}}\t{{.Description}}\t{{.StarCount}}\t{{.IsOfficial}}\t{{.IsAutomated}}';
    await cli.write(
      renderList(listFormat(flags.string('format'), false, { quiet: table, table }), {
        type: '*registry.searchContext',
        titles,
        rows,
        json: { IsOfficial: 'official', IsAutomated: 'automated' },
      }),
    );
  },
};
