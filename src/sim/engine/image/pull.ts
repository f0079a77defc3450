import { canonicalName, familiarName, familiarString, InvalidReference, isTag, parseReference } from '../../../api/reference.ts';
import type { Body } from '../../../api/wire.ts';
import { EngineError, invalidParameter, systemError } from '../../errors.ts';
import { isDigest } from '../../image/digest.ts';
import type { Image } from '../../image/types.ts';
import type { Daemon } from '../daemon.ts';
import type { TransferOptions } from '../parts.ts';
import { JsonStream } from '../stream.ts';
import { checkPlatform, parsePlatform } from './platform.ts';
import { checked } from './read.ts';

/** Who pulls or pushes, as the header X-Registry-Auth tells it. */
export interface PullCredentials {
  readonly username: string;
  readonly password: string;
}

/**
 * POST /images/create?fromImage=…: progress in JSON lines, or (thrown) an error when there is nothing to pull. Without a tag all
 * tags of the repository are pulled. Whoever stops reading calls the pull off.
 */
export async function ImageCreate(
  daemon: Daemon,
  fromImage: string,
  tag: string,
  credentials?: PullCredentials,
  platformText = '',
): Promise<Body> {
  let name = fromImage.replace(/:$/, '');
  let reference = checked('parameter', () => parseReference(name));
  const platform = platformText === '' ? undefined : parsePlatform(platformText);
  if (tag !== '') {
    if (isDigest(tag)) name = `${familiarName(reference)}@${tag}`;
    else if (isTag(tag)) name = `${familiarName(reference)}:${tag}`;
    else throw invalidParameter('invalid reference format');
    reference = parseReference(name);
  }
  const { registry } = daemon.parts;
  const all = reference.tag === null && reference.digest === null;
  const text = all ? canonicalName(reference) : familiarString(reference);
  return progress((report, options) => {
    const pulling = all
      ? registry.pullAll(text, report, { ...options, credentials, platform })
      : registry.pull(text, report, credentials, { ...options, platform }).then((pulled) => [pulled]);
    return pulling.then((pulled) => {
      let last: Image | null = null;
      for (const { id } of pulled) {
        daemon.tagged.set(id, daemon.stamps.next());
        last = daemon.parts.images.get(id);
      }
      const labels = all ? undefined : last?.config.config?.Labels;
      daemon.events.emit('image', 'pull', familiarString(reference), { ...labels, name: familiarName(reference) });
      const mismatch = platform && last && checkPlatform(last, platform, fromImage);
      if (mismatch) report({ status: `WARNING: ${mismatch}` });
    });
  });
}

/**
 * A body of JSON lines that `work` writes. What is thrown before the first line is the answer; later it is the last line. When
 * nobody reads any more the work is told that it is cancelled.
 */
export function progress(work: (send: (message: object) => void, options: TransferOptions) => Promise<void>): Promise<Body> {
  const out = new JsonStream();
  const cancellation = { cancelled: false };
  let over = false;
  out.onClose = () => {
    if (!over) cancellation.cancelled = true;
  };
  return new Promise((resolve, reject) => {
    let answered = false;
    const answer = (): void => {
      answered = true;
      resolve(out);
    };
    const end = (): void => {
      over = true;
      out.end();
    };
    const send = (message: object): void => {
      out.send(message);
      if (!answered) answer();
    };
    work(send, { cancellation }).then(
      () => {
        if (!answered) answer();
        end();
      },
      (error: unknown) => {
        if (!answered) return reject(asEngineError(error));
        const { message } = asEngineError(error);
        out.send({ errorDetail: { message }, error: message });
        end();
      },
    );
  });
}

function asEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof InvalidReference ? invalidParameter(message) : systemError(message);
}
