import { SystemAuth } from '../../api/client.ts';
import { ApiError } from '../../api/errors.ts';
import type { AuthConfig } from '../../api/types.ts';
import type { Cli, Command } from '../command.ts';
import { HUB_SERVER, hostnameOf, keptAuth } from '../credentials.ts';
import { describe } from '../errors.ts';
import type { Flags } from '../flags.ts';
import { ask, askHidden } from '../prompt.ts';

const HUB_HINT =
  "Login with your Docker ID to push and pull images from Docker Hub. If you don't have a Docker ID, head over to https://hub.docker.com to create one.";

async function everything(cli: Cli): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for (;;) {
    const data = await cli.stdin.read();
    if (data.length === 0) return text;
    text += decoder.decode(data, { stream: true });
  }
}

/** User and password as the flags give them. */
async function given(cli: Cli, flags: Flags): Promise<{ username: string; password: string }> {
  const username = flags.string('username');
  const password = flags.string('password');
  if (password !== '') {
    await cli.complain('WARNING! Using --password via the CLI is insecure. Use --password-stdin.');
    if (flags.bool('password-stdin')) throw new Error('--password and --password-stdin are mutually exclusive');
  }
  if (!flags.bool('password-stdin')) return { username, password };
  if (username === '') throw new Error('Must provide --username with --password-stdin');
  return { username, password: (await everything(cli)).replace(/\n$/, '').replace(/\r$/, '') };
}

/** Asks for what is missing; `before` is the name used the last time. */
async function complete(
  cli: Cli,
  user: string,
  password: string,
  before: string,
  hub: boolean,
): Promise<{ username: string; password: string }> {
  if (password === '' && !cli.stdin.isTTY) throw new Error('Error: Cannot perform an interactive login from a non TTY device');
  let username = user.trim();
  if (username === '') {
    if (hub) await cli.print(HUB_HINT);
    username = (await ask(cli, before === '' ? 'Username: ' : `Username (${before}): `)).trim() || before;
  }
  if (username === '') throw new Error('Error: Non-null Username Required');
  const secret = password === '' ? await askHidden(cli, 'Password: ') : password;
  if (secret === '') throw new Error('Error: Password Required');
  return { username, password: secret };
}

/** Tries what was kept from an earlier login; null when that does not do. */
async function withKept(cli: Cli, kept: AuthConfig): Promise<string | null> {
  await cli.print('Authenticating with existing credentials...');
  try {
    return (await SystemAuth(cli.wire, kept)).Status;
  } catch (error) {
    const expired = error instanceof ApiError && error.kind === 'Unauthorized';
    await cli.complain(expired ? 'Stored credentials invalid or expired' : `Login did not succeed, error: ${describe(error)}`);
    return null;
  }
}

/** `docker login` */
export const login: Command = {
  usage: '[OPTIONS] [SERVER]',
  short: 'Log in to a Docker registry',
  long: 'Log in to a Docker registry.\nIf no server is specified, the default is defined by the daemon.',
  flags: `p,password string: Password
password-stdin: Take the password from stdin
u,username string: Username`,
  args: [0, 1],
  async run(cli, flags, [server = '']) {
    const flagged = await given(cli, flags);
    const hub = server === '' || server === 'docker.io' || server === HUB_SERVER;
    const serveraddress = hub ? HUB_SERVER : hostnameOf(server);
    const kept = flagged.username === '' && flagged.password === '' ? await keptAuth(cli, serveraddress) : {};
    let auth: AuthConfig = { ...kept, serveraddress };
    let status = kept.username && kept.password ? await withKept(cli, auth) : null;
    if (status === null) {
      auth = { ...(await complete(cli, flagged.username, flagged.password, kept.username ?? '', hub)), serveraddress };
      status = (await SystemAuth(cli.wire, auth)).Status;
    }
    await cli.complain(
      `WARNING! Your password will be stored unencrypted in ${cli.folder}/config.json.\nConfigure a credential helper to remove this warning. See\nhttps://docs.docker.com/engine/reference/commandline/login/#credentials-store\n`,
    );
    await cli.keepAuths({ ...(await cli.auths()), [serveraddress]: auth });
    if (status !== '') await cli.print(status);
  },
};
