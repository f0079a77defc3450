import { ImageList } from '../../api/client.ts';
import type { ImageSummary } from '../../api/types.ts';
import { familiarName, tryReference } from '../../api/reference.ts';
import type { Command } from '../command.ts';
import { type Columns, renderList } from '../format/table.ts';
import { humanDuration } from '../../api/duration.ts';
import { goTime, humanSize, shortId } from '../format/units.ts';
import { listFormat } from '../list-format.ts';

const titles = {
  ID: 'IMAGE ID',
  Repository: 'REPOSITORY',
  Tag: 'TAG',
  Digest: 'DIGEST',
  CreatedSince: 'CREATED',
  CreatedAt: 'CREATED AT',
  Size: 'SIZE',
  Containers: 'CONTAINERS',
  VirtualSize: 'SIZE',
  SharedSize: 'SHARED SIZE',
  UniqueSize: 'UNIQUE SIZE',
};

const none = '<none>';

/** The rows that one image has in a list: one per tag (and digest, when those are shown). */
export function namesOf(image: ImageSummary, digests: boolean): { repo: string; tag: string; digest: string }[] {
  const tags = new Map<string, string[]>();
  const digestsOf = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, value: string): void => {
    map.set(key, [...(map.get(key) ?? []), value]);
  };
  for (const text of image.RepoTags ?? []) {
    const reference = tryReference(text);
    if (reference?.tag) add(tags, familiarName(reference), reference.tag);
  }
  for (const text of image.RepoDigests ?? []) {
    const reference = tryReference(text);
    if (reference?.digest) add(digestsOf, familiarName(reference), reference.digest);
  }
  if (tags.size === 0 && digestsOf.size === 0) return [{ repo: none, tag: none, digest: none }];
  const rows: { repo: string; tag: string; digest: string }[] = [];
  for (const [repo, names] of tags) {
    const known = digests ? (digestsOf.get(repo) ?? []) : [];
    digestsOf.delete(repo);
    for (const tag of names) for (const digest of known.length > 0 ? known : [none]) rows.push({ repo, tag, digest });
  }
  for (const [repo, known] of digestsOf) for (const digest of digests ? known : ['']) rows.push({ repo, tag: none, digest });
  return rows;
}

/** The columns of one row of an image, in a list made at `now`. */
export function imageColumns(
  image: ImageSummary,
  row: { repo: string; tag: string; digest: string },
  now: number,
  truncate: boolean,
): Columns {
  const size = (bytes: number): string => (bytes === -1 ? 'N/A' : humanSize(bytes, 3));
  return {
    ID: truncate ? shortId(image.Id) : image.Id,
    Repository: row.repo,
    Tag: row.tag,
    Digest: row.digest,
    CreatedSince: () => (image.Created > 0 ? `${humanDuration(now - image.Created * 1000)} ago` : 'N/A'),
    CreatedAt: () => goTime(image.Created),
    Size: () => humanSize(image.Size, 3),
    Containers: () => (image.Containers === -1 ? 'N/A' : String(image.Containers)),
    VirtualSize: () => humanSize(image.VirtualSize, 3),
    SharedSize: () => size(image.SharedSize),
    UniqueSize: () => (image.VirtualSize === -1 || image.SharedSize === -1 ? 'N/A' : humanSize(image.VirtualSize - image.SharedSize, 3)),
  };
}

/** `docker images` */
export const ls: Command = {
  usage: '[OPTIONS] [REPOSITORY[:TAG]]',
  short: 'List images',
  flags: `a,all: Show all images (default hides intermediate images)
digests: Show digests
f,filter filter: Filter output based on conditions provided
format string: Pretty-print images using a Go template
no-trunc: Don't truncate output
q,quiet: Only show image IDs`,
  args: [0, 1],
  completes: 'image',
  async run(cli, flags, [name]) {
    const quiet = flags.bool('quiet');
    const digests = flags.bool('digests');
    const filters = flags.filters();
    if (name) filters['reference'] = [...(filters['reference'] ?? []), name];
    const chosen = flags.string('format') || (quiet ? '' : await cli.config('imagesFormat'));
    const format = listFormat(chosen, quiet, {
      quiet: '{{.ID}}',
      rawQuiet: 'image_id: {{.ID}}',
      table: `table {{.Repository}}\t{{.Tag}}\t${digests ? '{{.Digest}}\t' : ''}{{.ID}}\t{{if .CreatedSince }}{{.CreatedSince}}{{else}}N/A{{end}}\t{{.Size}}`,
      raw: `repository: {{ .Repository }}\ntag: {{.Tag}}\n${digests ? 'digest: {{.Digest}}\n' : ''}image_id: {{.ID}}\ncreated_at: {{.CreatedAt}}\nvirtual_size: {{.Size}}\n`,
    });
    const images = await ImageList(cli.wire, { all: flags.bool('all'), filters });
    const rows = images.flatMap((image) =>
      namesOf(image, digests || chosen.includes('.Digest')).map((row) => imageColumns(image, row, cli.now(), !flags.bool('no-trunc'))),
    );
    await cli.write(renderList(format, { type: '*formatter.imageContext', titles, rows }));
  },
};
