import { ImagePush } from '../../api/client.ts';
import { canonicalString, familiarName, parseReference, withDefaultTag } from '../../api/reference.ts';
import type { Command } from '../command.ts';
import { registryAuth } from '../credentials.ts';
import { showProgress, unseen } from '../progress.ts';
import { contentTrust, refuseTrust } from './trust.ts';

/** `docker push` */
export const push: Command = {
  usage: '[OPTIONS] NAME[:TAG]',
  short: 'Push an image or a repository to a registry',
  flags: `a,all-tags: Push all tagged images in the repository
disable-content-trust: Skip image signing (default true)
q,quiet: Suppress verbose output`,
  args: [1, 1],
  completes: 'image',
  async run(cli, flags, [name = '']) {
    const parsed = parseReference(name);
    const nameOnly = parsed.tag === null && parsed.digest === null;
    const [all, quiet] = [flags.bool('all-tags'), flags.bool('quiet')];
    if (all && !nameOnly) throw new Error("tag can't be used with --all-tags/-a");
    const reference = all ? parsed : withDefaultTag(parsed);
    if (!all && nameOnly && !quiet) await cli.print(`Using default tag: ${reference.tag}`);
    if (reference.digest !== null) throw new Error('cannot push a digest reference');
    const trusted = contentTrust(cli, flags);
    const auth = await registryAuth(cli, reference.domain);
    const messages = await ImagePush(cli.wire, familiarName(reference), all ? '' : (reference.tag ?? ''), auth);
    await showProgress(cli, messages, quiet && !trusted ? unseen : cli.stdout);
    if (trusted) {
      await cli.print('Signing and pushing trust metadata');
      refuseTrust(reference);
    }
    if (quiet) await cli.print(canonicalString(reference));
  },
};
