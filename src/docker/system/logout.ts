import type { Command } from '../command.ts';
import { HUB_SERVER, hostnameOf } from '../credentials.ts';

/** `docker logout` */
export const logout: Command = {
  usage: '[SERVER]',
  short: 'Log out from a Docker registry',
  long: 'Log out from a Docker registry.\nIf no server is specified, the default is defined by the daemon.',
  args: [0, 1],
  async run(cli, _flags, [server = '']) {
    const host = server === '' ? HUB_SERVER : hostnameOf(server);
    // Earlier clients kept credentials under the address as it was typed.
    const gone = server === '' ? [host] : [server, host, `http://${host}`, `https://${host}`];
    await cli.print(`Removing login credentials for ${host}`);
    await cli.keepAuths(Object.fromEntries(Object.entries(await cli.auths()).filter(([key]) => !gone.includes(key))));
  },
};
