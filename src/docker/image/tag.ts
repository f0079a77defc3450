import { ImageTag } from '../../api/client.ts';
import { familiarName, InvalidReference, parseReference, type Reference, withDefaultTag } from '../../api/reference.ts';
import type { Command } from '../command.ts';

function parse(text: string): Reference {
  try {
    return parseReference(text);
  } catch (error) {
    throw error instanceof InvalidReference
      ? new Error(`Error parsing reference: ${JSON.stringify(text)} is not a valid repository/tag: ${error.message}`)
      : error;
  }
}

/** `docker tag` */
export const tag: Command = {
  usage: 'SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]',
  short: 'Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE',
  args: [2, 2],
  interspersed: false,
  completesFirst: 'image',
  async run(cli, _flags, [source = '', target = '']) {
    if (!/^(sha256:)?[a-f0-9]{64}$/.test(source)) parse(source);
    const reference = withDefaultTag(parse(target));
    if (reference.digest) throw new Error('refusing to create a tag with a digest reference');
    await ImageTag(cli.wire, source, { repo: familiarName(reference), tag: reference.tag ?? '' });
  },
};
