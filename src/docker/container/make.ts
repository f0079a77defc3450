import { ContainerCreate } from '../../api/client.ts';
import { ApiError } from '../../api/errors.ts';
import type { ContainerCreateRequest, ContainerCreateResponse } from '../../api/types.ts';
import { familiarString, parseReference, withDefaultTag } from '../../api/reference.ts';
import type { Cli } from '../command.ts';
import { describe, pathError, StatusError } from '../errors.ts';
import type { Flags } from '../flags.ts';
import { pullImage } from '../image/pull.ts';
import { describeContainer } from './options.ts';

/** Prints an error of `run` or `create` as the real client does: "docker: ….", and where to find help. */
export async function report(cli: Cli, name: string, message: string, withHelp: boolean): Promise<void> {
  await cli.complain(`docker: ${message.replace(/\.$/, '')}.${withHelp ? `\nSee 'docker ${name} --help'.` : ''}`);
}

/** The exit code that tells why a container did not start: 127 not found, 126 not allowed, else 125. */
export function startFailure(error: unknown): StatusError {
  const message = describe(error);
  if (/executable file not found|no such file or directory|system cannot find the file specified/.test(message))
    return new StatusError(127);
  return new StatusError(message.includes('permission denied') ? 126 : 125);
}

/** Reads the flags of `run` or `create`; a refusal is printed and ends the command with 125. */
export async function readContainer(cli: Cli, name: string, flags: Flags, args: readonly string[]): Promise<ContainerCreateRequest> {
  try {
    return await describeContainer(cli, flags, args);
  } catch (error) {
    if (error instanceof StatusError) throw error;
    await report(cli, name, describe(error), true);
    throw new StatusError(125);
  }
}

/** The client's own look at a platform ("linux/arm64/v8"). */
function checkPlatform(text: string): void {
  const parts = text.split('/');
  const bad = text === '' ? undefined : parts.find((part) => !/^[A-Za-z0-9_-]+$/.test(part));
  const wrong =
    bad !== undefined
      ? `${JSON.stringify(bad)} is an invalid component of ${JSON.stringify(text)}: platform specifier component must match "^[A-Za-z0-9_-]+$"`
      : `${JSON.stringify(text)}: cannot parse platform specifier`;
  if (bad !== undefined || parts.length > 3) throw new Error(`error parsing specified platform: ${wrong}: invalid argument`);
}

/** Creates the container, pulling its image (progress on standard error) when `--pull` says so. */
export async function makeContainer(cli: Cli, flags: Flags, request: ContainerCreateRequest): Promise<ContainerCreateResponse> {
  const cidfile = flags.string('cidfile');
  if (cidfile && (await cli.files.exists(cidfile)))
    throw new Error(`container ID file found, make sure the other container isn't running or delete ${cidfile}`);
  if (cidfile.includes('/') && !(await cli.files.exists(cidfile.replace(/[^/]*$/, ''))))
    throw new Error(`failed to create the container ID file: open ${cidfile}: no such file or directory`);
  const image = request.Image ?? '';
  const reference = /^[a-f0-9]{64}$|^sha256:[a-f0-9]{64}$/.test(image) ? null : withDefaultTag(parseReference(image));
  const platform = flags.string('platform');
  checkPlatform(platform);
  const pull = flags.string('pull');
  const create = (): Promise<ContainerCreateResponse> => ContainerCreate(cli.wire, request, { name: flags.string('name'), platform });
  const fetchImage = (): Promise<void> => pullImage(cli, image, platform, cli.stderr);
  if (pull === 'always') await fetchImage();
  let response: ContainerCreateResponse;
  try {
    response = await create();
  } catch (error) {
    if (!(error instanceof ApiError && error.kind === 'NotFound' && reference && pull === 'missing')) throw error;
    await cli.complain(`Unable to find image '${familiarString(reference)}' locally`);
    await fetchImage();
    response = await create();
  }
  for (const warning of response.Warnings ?? []) await cli.complain(`WARNING: ${warning}`);
  if (cidfile)
    await cli.files
      .write(cidfile, new TextEncoder().encode(response.Id))
      .catch((error: unknown) => Promise.reject(pathError('open', cidfile, error)));
  return response;
}
