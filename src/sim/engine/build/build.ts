import type { Body } from '../../../api/wire.ts';
import { readAll } from '../../../api/bytes.ts';
import { Ignore, readDockerignore } from '../../../api/dockerignore.ts';
import { familiarString, InvalidReference, parseReference, type Reference, withDefaultTag } from '../../../api/reference.ts';
import { invalidParameter, systemError } from '../../errors.ts';
import type { Daemon } from '../daemon.ts';
import type { Image } from '../../image/types.ts';
import { tagImage } from '../image/write.ts';
import { ROOT_DIR } from '../parts.ts';
import { ClassicBuilder, type ClassicPlan } from './classic.ts';
import { shortId } from './classic-step.ts';
import { type Dockerfile, ParseError, parseDockerfile } from './dockerfile/parser.ts';
import { readStages } from './dockerfile/stages.ts';
import type { BuildOptions } from './options.ts';
import { kitBuild } from './kit/build.ts';
import { BuildFailure, BuildOutput } from './output.ts';
import { resolveWithin } from './paths.ts';
import { type BuildContext, readContext } from './source.ts';

const decoder = new TextDecoder();
const DEFAULT = 'Dockerfile';

/** POST /build: what the builder says as JSON lines, or (thrown) an error when it does not come so far. */
export function ImageBuild(daemon: Daemon, options: BuildOptions): Promise<Body> {
  return new Promise((resolve, reject) => {
    const output = new BuildOutput(options.quiet, () => resolve(output.stream));
    build(daemon, options, output).then(
      ({ id }) => {
        output.answer(id);
        output.end();
      },
      (error: unknown) => {
        if (output.silent) return reject(error);
        output.fail(error instanceof BuildFailure ? error : new BuildFailure(error instanceof Error ? error.message : String(error)));
        output.end();
      },
    );
  });
}

async function build(daemon: Daemon, options: BuildOptions, output: BuildOutput): Promise<Image> {
  // All of it is read before anything is refused: who sends it shows how much has gone.
  const tar = await readAll(options.context);
  check(options);
  const tags = options.tags.filter((tag) => tag !== '').map(tagOf);
  if (options.version === '2') return kitBuild(daemon, options, output, tar, tags);
  const plan = planOf(daemon, options, tar);
  const image = await new ClassicBuilder(daemon, options, output, plan).run();
  output.line(`Successfully built ${shortId(image.id)}`);
  for (const tag of tags) {
    tagImage(daemon, image.id, tag);
    output.line(`Successfully tagged ${familiarString(tag)}`);
  }
  return image;
}

function check({ squash, isolation, securityOpt, remote }: BuildOptions): void {
  if (securityOpt.length > 0) throw invalidParameter('The daemon on this platform does not support setting security options on build');
  if (isolation !== '' && isolation !== 'default') throw invalidParameter(`Unsupported isolation: ${JSON.stringify(isolation)}`);
  if (squash) throw invalidParameter('squash is only supported with experimental mode');
  if (remote !== '') throw invalidParameter(`error downloading remote context ${remote}: dial tcp: lookup: no such host`);
}

function tagOf(name: string): Reference {
  try {
    const reference = parseReference(name);
    if (reference.digest) throw invalidParameter('build tag cannot contain a digest');
    return withDefaultTag(reference);
  } catch (error) {
    throw error instanceof InvalidReference ? invalidParameter(error.message) : error;
  }
}

function planOf(daemon: Daemon, options: BuildOptions, tar: Uint8Array): ClassicPlan {
  const context = readContext(tar, daemon.clock);
  const file = dockerfileOf(daemon, context, options.dockerfile || DEFAULT);
  let found: ReturnType<typeof readStages>;
  try {
    found = readStages(file, 'classic');
  } catch (error) {
    throw invalidParameter(error instanceof Error ? error.message : String(error));
  }
  const stages = upTo(found.stages, options.target);
  const last = stages.at(-1);
  for (const name of Object.keys(options.labels).sort()) {
    const pair = [name, options.labels[name] ?? ''] as const;
    last?.instructions.push({ kind: 'LABEL', pairs: [pair], literal: true, text: `LABEL ${pair.join('=')}`, line: 0, end: 0 });
  }
  return { file, args: found.args, stages, context };
}

/** The stages up to the one that is wanted. */
function upTo<S extends { readonly name: string }>(stages: readonly S[], target: string): readonly S[] {
  if (target === '') return stages;
  const at = stages.findIndex(({ name }) => name !== '' && name === target.toLowerCase());
  if (at < 0) throw invalidParameter(`failed to reach build target ${target} in Dockerfile`);
  return stages.slice(0, at + 1);
}

/** Reads the Dockerfile of a context, and takes it out when .dockerignore says so. */
function dockerfileOf(daemon: Daemon, context: BuildContext, name: string): Dockerfile {
  const { node, path } = resolveWithin(context.fs, name);
  if (!node) {
    const lower = name.toLowerCase();
    if (name === DEFAULT && resolveWithin(context.fs, lower).node) return dockerfileOf(daemon, context, lower);
    throw invalidParameter(`Cannot locate specified Dockerfile: ${name}`);
  }
  if (node.type === 'dir') {
    const unpacked = `${ROOT_DIR}/tmp/docker-builder${daemon.parts.random.int(1e9)}`;
    throw systemError(`unexpected error reading Dockerfile: read ${unpacked}/${path}: is a directory`);
  }
  const text = decoder.decode(context.fs.read(node, 0, context.fs.stat(node).size));
  if (text === '') throw invalidParameter(`the Dockerfile (${name}) cannot be empty`);
  try {
    const file = parseDockerfile(text);
    forget(context, path);
    return file;
  } catch (error) {
    throw error instanceof ParseError ? invalidParameter(`failed to parse ${name}: ${error.message}`) : error;
  }
}

const IGNORE = '.dockerignore';

function forget(context: BuildContext, dockerfile: string): void {
  const { node } = resolveWithin(context.fs, IGNORE);
  if (node?.type !== 'file') return;
  const patterns = readDockerignore(decoder.decode(context.fs.read(node, 0, context.fs.stat(node).size)));
  try {
    const ignore = new Ignore(patterns);
    for (const path of [IGNORE, dockerfile]) if (ignore.matches(path)) context.remove(path);
  } catch {
    // A pattern that is none ignores nothing.
  }
}
