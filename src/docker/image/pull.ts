import { ImageCreate } from '../../api/client.ts';
import { canonicalString, familiarName, parseReference, withDefaultTag } from '../../api/reference.ts';
import type { Cli, Command } from '../command.ts';
import type { OutputStream } from '../context.ts';
import { registryAuth } from '../credentials.ts';
import { showProgress, unseen } from '../progress.ts';
import { contentTrust, refuseTrust } from './trust.ts';

/** Pulls an image by the name people type, its progress on `out` (null: unseen). */
export async function pullImage(cli: Cli, name: string, platform: string, out: OutputStream | null, all = false): Promise<void> {
  const parsed = parseReference(name);
  const reference = all ? parsed : withDefaultTag(parsed);
  const messages = await ImageCreate(
    cli.wire,
    { fromImage: familiarName(reference), tag: reference.digest ?? reference.tag ?? undefined, platform: platform || undefined },
    await registryAuth(cli, reference.domain),
  );
  await showProgress(cli, messages, out ?? unseen);
}

/** `docker pull` */
export const pull: Command = {
  usage: '[OPTIONS] NAME[:TAG|@DIGEST]',
  short: 'Pull an image or a repository from a registry',
  flags: `a,all-tags: Download all tagged images in the repository
disable-content-trust: Skip image verification (default true)
platform string: Set platform if server is multi-platform capable
q,quiet: Suppress verbose output`,
  args: [1, 1],
  completes: 'image',
  async run(cli, flags, [name = '']) {
    const parsed = parseReference(name);
    const nameOnly = parsed.tag === null && parsed.digest === null;
    const all = flags.bool('all-tags');
    if (all && !nameOnly) throw new Error("tag can't be used with --all-tags/-a");
    const reference = all ? parsed : withDefaultTag(parsed);
    if (!all && nameOnly && !flags.bool('quiet')) await cli.print(`Using default tag: ${reference.tag}`);
    if (contentTrust(cli, flags) && reference.digest === null) refuseTrust(reference);
    await pullImage(cli, name, flags.string('platform'), flags.bool('quiet') ? null : cli.stdout, all);
    await cli.print(canonicalString(reference));
  },
};
