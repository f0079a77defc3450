import { SystemAuth } from '../../api/client.ts';
import type { Cli, Command } from '../command.ts';
import { serverKey } from '../credentials.ts';

async function line(cli: Cli): Promise<string> {
  let text = '';
  while (!text.includes('\n')) {
    const data = await cli.stdin.read();
    if (data.length === 0) break;
    text += new TextDecoder().decode(data);
  }
  return (text.split('\n', 1)[0] ?? '').replace(/\r$/, '');
}

const folder = (cli: Cli): string => cli.env['DOCKER_CONFIG'] ?? `${cli.env['HOME'] ?? ''}/.docker`;

/** `docker login` */
export const login: Command = {
  usage: '[OPTIONS] [SERVER]',
  short: 'Log in to a Docker registry',
  long: 'Log in to a Docker registry.\nIf no server is specified, the default is defined by the daemon.',
  flags: `p,password string: Password
password-stdin: Take the password from stdin
u,username string: Username`,
  args: [0, 1],
  async run(cli, flags, [server = 'docker.io']) {
    let username = flags.string('username');
    let password = flags.string('password');
    if (flags.changed('password')) {
      await cli.complain('WARNING! Using --password via the CLI is insecure. Use --password-stdin.');
      if (flags.bool('password-stdin')) throw new Error('--password and --password-stdin are mutually exclusive');
    }
    if (flags.bool('password-stdin')) {
      if (username === '') throw new Error('Must provide --username with --password-stdin');
      password = await line(cli);
    }
    if ((username === '' || password === '') && !cli.stdin.isTTY)
      throw new Error('Error: Cannot perform an interactive login from a non TTY device');
    if (username === '') {
      if (server === 'docker.io')
        await cli.print(
          "Login with your Docker ID to push and pull images from Docker Hub. If you don't have a Docker ID, head over to https://hub.docker.com to create one.",
        );
      await cli.write('Username: ');
      username = await line(cli);
      if (username === '') throw new Error('Error: Non-null Username Required');
    }
    if (password === '') {
      await cli.write('Password: ');
      password = await line(cli);
      await cli.print('');
      if (password === '') throw new Error('Error: Password Required');
    }
    const key = serverKey(server);
    const { Status } = await SystemAuth(cli.wire, { username, password, serveraddress: key });
    await cli.keepAuths({ ...(await cli.auths()), [key]: { auth: btoa(`${username}:${password}`) } });
    await cli.complain(
      `WARNING! Your password will be stored unencrypted in ${folder(cli)}/config.json.\nConfigure a credential helper to remove this warning. See\nhttps://docs.docker.com/engine/reference/commandline/login/#credentials-store\n`,
    );
    await cli.print(Status);
  },
};

/** `docker logout` */
export const logout: Command = {
  usage: '[SERVER]',
  short: 'Log out from a Docker registry',
  long: 'Log out from a Docker registry.\nIf no server is specified, the default is defined by the daemon.',
  args: [0, 1],
  async run(cli, _flags, [server = 'docker.io']) {
    const key = serverKey(server);
    const { [key]: known, ...rest } = await cli.auths();
    if (!known) return cli.print(`Not logged in to ${key}`);
    await cli.print(`Removing login credentials for ${key}`);
    await cli.keepAuths(rest);
  },
};
