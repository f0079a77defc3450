/** The images of Docker before 1.10, one per layer, as `docker save` still writes them beside the rest. */
import { orderedSettings } from './config.ts';
import { sha256 } from './digest.ts';
import { goJson, goMap } from './go-json.ts';
import type { Digest, ImageConfig, ImageSettings } from './types.ts';

const EPOCH = '1970-01-01T00:00:00Z';

/** A moment as Go writes it: no zeros at the end of the second's fraction. */
const goTime = (text: string): string => text.replace(/(\.\d*?)0+(?=Z|[+-])/, '$1').replace(/\.(?=Z|[+-])/, '');
const optional = (key: string, value: string | undefined): Record<string, string> => (value ? { [key]: value } : {});
const settings = (config: ImageSettings | undefined): Record<string, unknown> => orderedSettings(config ?? {});

interface LegacyParts {
  readonly id?: string;
  readonly parent?: string;
  readonly os?: string;
}

/** The JSON of one such image (image.V1Image): of the topmost layer all that is known, of the others hardly anything. */
function legacyImage(config: ImageConfig | null, { id, parent, os }: LegacyParts): Record<string, unknown> {
  return {
    ...optional('id', id),
    ...optional('parent', parent),
    ...optional('comment', config?.comment),
    created: config ? goTime(config.created) : EPOCH,
    ...optional('container', config?.container),
    container_config: settings(config?.container_config),
    ...optional('docker_version', config?.docker_version),
    ...optional('author', config?.author),
    ...(config?.config ? { config: settings(config.config) } : {}),
    ...optional('architecture', config?.architecture),
    ...optional('variant', config?.variant),
    ...optional('os', os),
  };
}

/** One layer of an image as an image of its own. */
export interface LegacyLayer {
  /** 64 hexadecimal digits. */
  readonly id: string;
  readonly json: string;
}

/** All layers of an image, lowest first, with the ids that Docker gives them (v1.CreateID). */
export function legacyLayers(config: ImageConfig, chainIds: readonly Digest[]): LegacyLayer[] {
  const layers: LegacyLayer[] = [];
  for (const [n, chain] of chainIds.entries()) {
    const top = n === chainIds.length - 1 ? config : null;
    const parent = layers.at(-1)?.id;
    const hashed = {
      ...legacyImage(top, top ? { os: config.os } : {}),
      layer_id: chain,
      ...(parent === undefined ? {} : { parent: `sha256:${parent}` }),
    };
    const id = sha256(goJson(goMap(hashed))).slice('sha256:'.length);
    layers.push({ id, json: goJson(legacyImage(top, { id, ...(parent === undefined ? {} : { parent }), os: config.os })) });
  }
  return layers;
}
