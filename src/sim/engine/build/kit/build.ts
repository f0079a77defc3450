import { RESULT } from '../../../../api/buildkit.ts';
import { canonicalString, type Reference } from '../../../../api/reference.ts';
import type { Image } from '../../../image/types.ts';
import type { Daemon } from '../../daemon.ts';
import { tagImage } from '../../image/write.ts';
import { type Dockerfile, parseDockerfile } from '../dockerfile/parser.ts';
import { readStages } from '../dockerfile/stages.ts';
import type { BuildOptions } from '../options.ts';
import type { BuildOutput } from '../output.ts';
import { resolveWithin } from '../paths.ts';
import { type BuildContext, readContext } from '../source.ts';
import { exportImage } from './image.ts';
import { frontendError, planStages } from './plan.ts';
import { Solver } from './solve.ts';
import { Trace } from './trace.ts';

const decoder = new TextDecoder();
const DEFAULT = 'Dockerfile';
const EXPORT_TAKES = 10;

/** Builds as BuildKit does. Throws in its words. */
export async function kitBuild(
  daemon: Daemon,
  options: BuildOptions,
  output: BuildOutput,
  tar: Uint8Array,
  tags: readonly Reference[],
): Promise<Image> {
  const trace = new Trace(daemon.clock, output);
  const context = readContext(tar, daemon.clock);
  const name = options.dockerfile || DEFAULT;
  const bytes = await trace.step(
    `[internal] load build definition from ${name.startsWith('.dockerfile.') ? DEFAULT : name}`,
    async (step) => {
      const found = read(context, name);
      step.part('transferring dockerfile:', trace.now(), found?.length ?? 2);
      return found;
    },
  );
  await trace.step('[internal] load .dockerignore', async (step) =>
    step.part('transferring context:', trace.now(), read(context, '.dockerignore')?.length ?? 2),
  );
  if (!bytes)
    throw new Error(`failed to solve with frontend dockerfile.v0: failed to read dockerfile: open ${name}: no such file or directory`);
  const file = parse(decoder.decode(bytes));
  const { stages, args } = readPlanned(file);
  const last = stages.at(-1);
  const plan = planStages(stages, args, file.escapeChar, new Map(Object.entries(options.buildArgs)), options.target);
  for (const key of Object.keys(options.labels).sort()) {
    const pair = [key, options.labels[key] ?? ''] as const;
    (plan.target.stage ?? last).instructions.push({
      kind: 'LABEL',
      pairs: [pair],
      literal: true,
      text: `LABEL ${pair.join('=')}`,
      line: 0,
      end: 0,
    });
  }
  let loaded = false;
  const solver = new Solver(
    {
      daemon,
      options,
      output,
      trace,
      cache: daemon.buildCache,
      escapeChar: file.escapeChar,
      context: async () => {
        if (!loaded)
          await trace.step('[internal] load build context', async (step) => step.part('transferring context:', trace.now(), tar.length));
        loaded = true;
        return context;
      },
    },
    plan,
  );
  const { base, state, diffIds, history } = await solver.run();
  return trace.step('exporting to image', async (step) => {
    await daemon.clock.sleep(EXPORT_TAKES);
    step.part('exporting layers');
    const image = exportImage(daemon, { base, author: state.author, settings: state.settings, diffIds, history });
    step.part(`writing image ${image.id}`, trace.now());
    for (const tag of tags) {
      tagImage(daemon, image.id, tag);
      step.part(`naming to ${canonicalString(tag)}`, trace.now());
    }
    output.message({ id: RESULT, aux: { ID: image.id } });
    return image;
  });
}

function read(context: BuildContext, name: string): Uint8Array | null {
  const { node } = resolveWithin(context.fs, name);
  return node?.type === 'file' ? context.fs.read(node, 0, context.fs.stat(node).size) : null;
}

function parse(text: string): Dockerfile {
  if (text === '') throw frontendError('the Dockerfile cannot be empty');
  try {
    return parseDockerfile(text);
  } catch (error) {
    throw frontendError(error instanceof Error ? error.message : String(error));
  }
}

function readPlanned(file: Dockerfile): ReturnType<typeof readStages> {
  try {
    return readStages(file, 'buildkit');
  } catch (error) {
    throw frontendError(error instanceof Error ? error.message : String(error));
  }
}
