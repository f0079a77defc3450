/** DOCKER_OPTS of /etc/default/docker, as systemd hands them to dockerd. */

/** Options of dockerd that take a value and that daemon.json may have too, by their letters. */
const LETTERS: Readonly<Record<string, string>> = { s: 'storage-driver' };

/** The arguments that the file adds to dockerd's, and the values of those flags that this engine heeds, by their long names. */
export interface DockerOptions {
  readonly args: readonly string[];
  readonly flags: Readonly<Record<string, string>>;
}

/** Reads the text of an EnvironmentFile (systemd.exec(5)): the last assignment counts, quotes around a value are taken off. */
export function dockerOptions(text: string): DockerOptions {
  let value = '';
  for (const line of text.split('\n')) {
    const [, given] = /^\s*DOCKER_OPTS=(.*)$/.exec(line) ?? [];
    if (given !== undefined) value = given.trim().replace(/^(["'])(.*)\1$/, '$2');
  }
  const args = value.split(/\s+/).filter(Boolean);
  const flags: Record<string, string> = {};
  for (const [at, arg] of args.entries()) {
    const [, long, after] = /^--([\w-]+)(?:=(.*))?$/.exec(arg) ?? [];
    const [, letter = '', rest] = /^-(\w)=?(.*)$/.exec(arg) ?? [];
    const name = long ?? LETTERS[letter];
    if (name !== undefined && Object.values(LETTERS).includes(name))
      flags[name] = (long === undefined ? rest : after) || (args[at + 1] ?? '');
  }
  return { args, flags };
}
