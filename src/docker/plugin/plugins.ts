/** Plugins: an engine without any is all that is simulated. */
import { PluginInspect, PluginList } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { describe, StatusError } from '../errors.ts';
import { renderList } from '../format/table.ts';
import { shortId } from '../format/units.ts';
import { listFormat } from '../list-format.ts';
import { type Declared, unsimulated } from '../unsimulated.ts';

const titles = { ID: 'ID', Name: 'NAME', Description: 'DESCRIPTION', Enabled: 'ENABLED', PluginReference: 'PLUGIN REFERENCE' };

/** `docker plugin ls` */
export const pluginLs = (path: string, declared: Declared): Command => ({
  ...unsimulated(path, declared),
  simulated: true,
  async run(cli, flags) {
    const rows = (await PluginList(cli.wire, flags.filters())).map((plugin) => ({
      ID: flags.bool('no-trunc') ? plugin.Id : shortId(plugin.Id),
      Name: plugin.Name,
      Description: plugin.Config.Description,
      Enabled: String(plugin.Enabled),
      PluginReference: plugin.PluginReference,
    }));
    const chosen = flags.string('format') || (flags.bool('quiet') ? '' : await cli.config('pluginsFormat'));
    const format = listFormat(chosen, flags.bool('quiet'), {
      quiet: '{{.ID}}',
      rawQuiet: 'plugin_id: {{.ID}}',
      table: 'table {{.ID}}\t{{.Name}}\t{{.Description}}\t{{.Enabled}}',
      raw: 'plugin_id: {{.ID}}\nname: {{.Name}}\ndescription: {{.Description}}\nenabled: {{.Enabled}}\n',
    });
    await cli.write(renderList(format, { type: '*plugin.pluginContext', titles, rows }));
  },
});

/** `docker plugin inspect` */
export const pluginInspect = (path: string, declared: Declared): Command => ({
  ...unsimulated(path, declared),
  async run(cli, flags, names) {
    const problems: string[] = [];
    for (const name of names) problems.push(await PluginInspect(cli.wire, name).then(() => `${path} is not simulated yet.`, describe));
    await cli.print(flags.string('format') === '' ? '[]' : '');
    throw new StatusError(1, problems.join('\n'));
  },
});

/** A command on plugins, each of which is first looked for. */
export const eachPlugin = (path: string, declared: Declared): Command => ({
  ...unsimulated(path, declared),
  async run(cli, _flags, names) {
    const problems: string[] = [];
    for (const name of names) problems.push(await PluginInspect(cli.wire, name).then(() => `${path} is not simulated yet.`, describe));
    throw new StatusError(1, problems.join('\n'));
  },
});

/** A command on one plugin, in the engine's words when there is none. */
export const onePlugin = (path: string, declared: Declared): Command => ({
  ...unsimulated(path, declared),
  async run(cli, _flags, [name = '']) {
    const known = await PluginInspect(cli.wire, name).then(
      () => true,
      () => false,
    );
    if (known) throw new Error(`${path} is not simulated yet.`);
    if (path.endsWith('upgrade')) throw new Error(`error reading plugin data: Error: No such plugin: ${name}`);
    const shown = path.endsWith('push') && !name.includes(':') ? `${name}:latest` : name;
    throw new Error(`Error response from daemon: plugin "${shown}" not found`);
  },
});
