/** `docker system df -v`: every image, container, volume and piece of build cache. */
import type { DiskUsage } from '../../api/types.ts';
import { containerColumns } from '../container/ls.ts';
import { type GoType, type GoValue, goString, sliceOf, STRING } from '../format/go.ts';
import { parseFormat, renderList } from '../format/table.ts';
import { TemplateError } from '../format/template.ts';
import { humanSize } from '../format/units.ts';
import { type Columns, rowValues } from '../format/value.ts';
import { imageColumns, namesOf } from '../image/ls.ts';

interface Section {
  readonly field: string;
  readonly title: string;
  readonly type: string;
  readonly titles: Readonly<Record<string, string>>;
  readonly format: string;
  readonly rows: readonly Columns[];
}

function sectionsOf(usage: DiskUsage, now: number): Section[] {
  const cache = usage.BuildCache ?? [];
  return [
    {
      field: 'Images',
      title: 'Images space usage:',
      type: '*formatter.imageContext',
      titles: {
        Repository: 'REPOSITORY',
        Tag: 'TAG',
        ID: 'IMAGE ID',
        CreatedSince: 'CREATED',
        VirtualSize: 'SIZE',
        SharedSize: 'SHARED SIZE',
        UniqueSize: 'UNIQUE SIZE',
        Containers: 'CONTAINERS',
      },
      format:
        'table {{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{.CreatedSince}}\t{{.VirtualSize}}\t{{.SharedSize}}\t{{.UniqueSize}}\t{{.Containers}}',
      rows: (usage.Images ?? []).flatMap((image) => {
        const [first] = namesOf(image, false);
        return first ? [imageColumns(image, first, now, true)] : [];
      }),
    },
    {
      field: 'Containers',
      title: 'Containers space usage:',
      type: '*formatter.ContainerContext',
      titles: {
        ID: 'CONTAINER ID',
        Image: 'IMAGE',
        Command: 'COMMAND',
        LocalVolumes: 'LOCAL VOLUMES',
        Size: 'SIZE',
        RunningFor: 'CREATED',
        Status: 'STATUS',
        Names: 'NAMES',
      },
      format: 'table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.LocalVolumes}}\t{{.Size}}\t{{.RunningFor}}\t{{.Status}}\t{{.Names}}',
      rows: (usage.Containers ?? []).map((container) => containerColumns({ ...container, SizeRootFs: 0 }, now, true)),
    },
    {
      field: 'Volumes',
      title: 'Local Volumes space usage:',
      type: '*formatter.volumeContext',
      titles: { Name: 'VOLUME NAME', Links: 'LINKS', Size: 'SIZE' },
      format: 'table {{.Name}}\t{{.Links}}\t{{.Size}}',
      rows: (usage.Volumes ?? []).map(({ Name, UsageData }) => ({
        Name,
        Links: UsageData ? String(UsageData.RefCount) : 'N/A',
        Size: UsageData ? humanSize(UsageData.Size) : 'N/A',
      })),
    },
    {
      field: 'BuildCache',
      title: `Build cache usage: ${humanSize(usage.BuilderSize ?? 0)}`,
      type: '*formatter.buildCacheContext',
      titles: {
        ID: 'CACHE ID',
        CacheType: 'CACHE TYPE',
        Size: 'SIZE',
        CreatedSince: 'CREATED',
        LastUsedSince: 'LAST USED',
        UsageCount: 'USAGE',
        Shared: 'SHARED',
      },
      format: 'table {{.ID}}\t{{.CacheType}}\t{{.Size}}\t{{.CreatedSince}}\t{{.LastUsedSince}}\t{{.UsageCount}}\t{{.Shared}}',
      rows: cache.map((record) => ({
        ID: record.ID.slice(0, 12),
        CacheType: record.Type,
        Size: humanSize(record.Size, 3),
        CreatedSince: '',
        LastUsedSince: '',
        UsageCount: String(record.UsageCount),
        Shared: String(record.Shared),
      })),
    },
  ];
}

/** All of it as a Go value for a template of one's own. */
function goUsage(sections: readonly Section[]): GoValue {
  const rows: GoType = sliceOf({ kind: 'pointer', name: '*formatter.context', elem: STRING });
  const list = new Map(sections.map(({ field, type, rows: all }) => [field, [...rowValues(type, all)]] as const));
  const type: GoType = {
    kind: 'struct',
    name: '*formatter.diskUsageContext',
    fields: () => sections.map(({ field }) => ({ name: field, type: rows, json: field, omitEmpty: false, embedded: false })),
  };
  const read = (field: string): GoValue => {
    const data = list.get(field);
    return data ? { type: rows, data } : goString('');
  };
  return { type, data: read };
}

/** The text of `docker system df -v`, by `format` when there is one. */
export function verboseUsage(usage: DiskUsage, format: string, now: number): string {
  const sections = sectionsOf(usage, now);
  if (format === '') return sections.map((section) => `${section.title}\n\n${renderList(section.format, section)}`).join('\n');
  try {
    return parseFormat(
      format
        .replace(/^table/, '')
        .trim()
        .replaceAll('\\t', '\t')
        .replaceAll('\\n', '\n'),
      '',
    ).execute(goUsage(sections));
  } catch (error) {
    throw error instanceof TemplateError ? new Error(error.message) : error;
  }
}
