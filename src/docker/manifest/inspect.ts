import { ApiError } from '../../api/errors.ts';
import { canonicalString, parseReference, type Reference, withDefaultTag } from '../../api/reference.ts';
import { type RegistryManifest, registryManifest } from '../../api/registry.ts';
import type { Cli, Command } from '../command.ts';
import { registryAuth } from '../credentials.ts';
import { experimental } from './experimental.ts';

const SHORT = 'Display an image manifest, or manifest list';

interface List {
  readonly manifests?: readonly { readonly digest: string; readonly platform: unknown }[];
}

/** The manifest behind a name; refusals have no "Error response from daemon", as the client asks the registry itself. */
async function fetchManifest(cli: Cli, reference: Reference, insecure: boolean): Promise<RegistryManifest> {
  try {
    return await registryManifest(cli.wire, canonicalString(reference), insecure, await registryAuth(cli, reference.domain));
  } catch (error) {
    throw error instanceof ApiError ? new Error(error.message) : error;
  }
}

const verbose = (reference: Reference, { text, digest, mediaType }: RegistryManifest, platform: unknown): unknown => ({
  Ref: canonicalString(reference),
  Descriptor: { mediaType, digest, size: new TextEncoder().encode(text).length, platform },
  SchemaV2Manifest: JSON.parse(text) as unknown,
});

/** `docker manifest inspect` */
export const inspect: Command = {
  usage: '[OPTIONS] [MANIFEST_LIST] MANIFEST',
  short: SHORT,
  long: experimental('inspect', SHORT),
  flags: `insecure: Allow communication with an insecure registry
v,verbose: Output additional info including layers and platform`,
  args: [1, 2],
  async run(cli, flags, args) {
    if (args.length > 1) throw new Error(`No such manifest: ${canonicalString(withDefaultTag(parseReference(args[0] ?? '')))}`);
    const reference = withDefaultTag(parseReference(args[0] ?? ''));
    const insecure = flags.bool('insecure');
    const manifest = await fetchManifest(cli, reference, insecure);
    const show = (value: unknown): Promise<void> => cli.print(JSON.stringify(value, null, '\t'));
    if (!flags.bool('verbose')) return show(JSON.parse(manifest.text));
    const { manifests } = JSON.parse(manifest.text) as List;
    if (!manifests) return show(verbose(reference, manifest, manifest.platform));
    const all: unknown[] = [];
    for (const { digest, platform } of manifests) {
      const one = { ...reference, digest: digest as `sha256:${string}` };
      all.push(verbose(one, await fetchManifest(cli, { ...one, tag: null }, insecure), platform));
    }
    return show(all);
  },
};
