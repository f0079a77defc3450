import { goJson } from '../../../image/go-json.ts';
import { orderedSettings } from '../../../image/config.ts';
import type { Digest, HistoryEntry, Image, ImageSettings } from '../../../image/types.ts';
import type { Daemon } from '../../daemon.ts';
import { holdTop } from '../../image/empty-layer.ts';
import { rfc3339 } from '../../time.ts';

const SETTINGS =
  'User ExposedPorts Env Entrypoint Cmd Volumes WorkingDir Labels StopSignal Healthcheck ArgsEscaped OnBuild StopTimeout Shell'.split(' ');

/** The settings as BuildKit writes them: its own order, and nothing empty but OnBuild. */
function kitSettings(settings: ImageSettings): Record<string, unknown> {
  const all = orderedSettings(settings);
  const filled = (value: unknown): boolean =>
    value !== undefined &&
    value !== null &&
    value !== '' &&
    value !== false &&
    !(typeof value === 'object' && Object.keys(value).length === 0);
  return Object.fromEntries(SETTINGS.flatMap((name) => (name === 'OnBuild' || filled(all[name]) ? [[name, all[name] ?? null]] : [])));
}

/** What an image is made of. */
export interface KitResult {
  readonly base: Image | null;
  readonly author: string;
  readonly settings: ImageSettings;
  readonly diffIds: readonly Digest[];
  /** Without the times of what was done now. */
  readonly history: readonly HistoryEntry[];
}

/** Writes a build's result as an image; its layers are registered. */
export function exportImage(daemon: Daemon, { base, author, settings, diffIds, history }: KitResult): Image {
  const created = rfc3339(daemon.stamps.next());
  const config = {
    architecture: base?.config.architecture ?? 'amd64',
    ...(author ? { author } : {}),
    config: kitSettings(settings),
    created,
    history: history.map((entry) => ({ ...entry, created: entry.created || created })),
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: diffIds },
  };
  holdTop(daemon, diffIds);
  return daemon.parts.images.add(new TextEncoder().encode(goJson(config)), null);
}
