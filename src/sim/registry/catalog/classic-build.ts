import { serializeConfig } from '../../image/config.ts';
import { sha256 } from '../../image/digest.ts';
import type { HistoryEntry, ImageConfig, ImageSettings } from '../../image/types.ts';
import { type CatalogImage, type CatalogLayer, catalogLayer, type DigestTable, type LayerRecipe } from './catalog.ts';

const DEFAULT_PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Writes the configuration that Docker's classic builder leaves after a Dockerfile, step by step: history, settings,
 * `container_config`, and in `Image` the ID of the step before. Immutable: every step returns a new build.
 */
export class ClassicBuild {
  readonly #config: ImageConfig;
  readonly #layers: readonly CatalogLayer[];
  readonly #table: DigestTable;

  private constructor(config: ImageConfig, layers: readonly CatalogLayer[], table: DigestTable) {
    this.#config = config;
    this.#layers = layers;
    this.#table = table;
  }

  /** FROM scratch. */
  static scratch(table: DigestTable, dockerVersion: string, architecture = 'amd64'): ClassicBuild {
    const config: ImageConfig = {
      architecture,
      os: 'linux',
      created: '',
      docker_version: dockerVersion,
      config: { Env: [DEFAULT_PATH] },
      rootfs: { type: 'layers', diff_ids: [] },
      history: [],
    };
    return new ClassicBuild(config, [], table);
  }

  /** The digits that stand for a file of `recipe` in a COPY line: those of the layer's DiffID. */
  digits(recipe: LayerRecipe): string {
    return catalogLayer(recipe, this.#table).diffId.slice('sha256:'.length);
  }

  /** RUN: `command` is what stands behind `/bin/sh -c`. */
  run(created: string, command: string, layer: LayerRecipe): ClassicBuild {
    return this.#step(created, ['/bin/sh', '-c', command], {}, layer);
  }

  /** ADD, COPY, WORKDIR: "COPY file:… in /bin/bash ". */
  put(created: string, instruction: string, layer: LayerRecipe | null, change: ImageSettings = {}): ClassicBuild {
    return this.#step(created, ['/bin/sh', '-c', `#(nop) ${instruction}`], change, layer);
  }

  /** CMD, ENV, LABEL …: an instruction that changes settings only. */
  set(created: string, instruction: string, change: ImageSettings): ClassicBuild {
    return this.#step(created, ['/bin/sh', '-c', '#(nop) ', instruction], change, null);
  }

  /** ENV: one variable, "NAME=value"; a variable of that name is replaced where it stands. */
  env(created: string, variable: string): ClassicBuild {
    const name = variable.slice(0, variable.indexOf('=') + 1);
    const before = this.#config.config.Env ?? [];
    const known = before.some((line) => line.startsWith(name));
    const Env = known ? before.map((line) => (line.startsWith(name) ? variable : line)) : [...before, variable];
    return this.set(created, `ENV ${variable}`, { Env });
  }

  /** The image as a registry has it. */
  image(repository: string, ...tags: string[]): CatalogImage {
    return { repository, tags, config: serializeConfig(this.#config), layers: this.#layers };
  }

  #step(created: string, command: string[], change: ImageSettings, layer: LayerRecipe | null): ClassicBuild {
    const before = this.#config;
    const parent = before.history.length > 0 ? sha256(serializeConfig(before)) : '';
    const container = sha256(`${parent} ${created} ${command.join(' ')}`).slice('sha256:'.length);
    const config: ImageSettings = { ...before.config, ...change, Image: parent };
    const history: HistoryEntry = { created, created_by: command.join(' '), ...(layer ? {} : { empty_layer: true }) };
    const added = layer ? [catalogLayer(layer, this.#table)] : [];
    return new ClassicBuild(
      {
        ...before,
        created,
        config,
        container,
        container_config: { ...config, Hostname: container.slice(0, 12), Cmd: command, Labels: config.Labels ?? {} },
        rootfs: { type: 'layers', diff_ids: [...before.rootfs.diff_ids, ...added.map(({ diffId }) => diffId)] },
        history: [...before.history, history],
      },
      [...this.#layers, ...added],
      this.#table,
    );
  }
}
