import type { SearchResult } from '../../../api/types.ts';
import type { Body } from '../../../api/wire.ts';
import { familiarName, familiarString, InvalidReference, isTag, parseReference, withDefaultTag } from '../../../api/reference.ts';
import { isDigest } from '../../image/digest.ts';
import type { Daemon } from '../daemon.ts';
import { EngineError, invalidParameter, systemError } from '../../errors.ts';
import { Filters } from '../filters.ts';
import { JsonStream } from '../stream.ts';
import { checked } from './read.ts';

/** Who pulls, as the header X-Registry-Auth tells it. */
export interface PullCredentials {
  readonly username: string;
  readonly password: string;
}

/** POST /images/create?fromImage=…: progress in JSON lines, or (thrown) an error when there is nothing to pull. */
export async function ImageCreate(daemon: Daemon, fromImage: string, tag: string, credentials?: PullCredentials): Promise<Body> {
  let name = fromImage.replace(/:$/, '');
  let reference = checked('parameter', () => parseReference(name));
  if (tag !== '') {
    if (isDigest(tag)) name = `${familiarName(reference)}@${tag}`;
    else if (isTag(tag)) name = `${familiarName(reference)}:${tag}`;
    else throw invalidParameter('invalid reference format');
    reference = parseReference(name);
  }
  reference = withDefaultTag(reference);
  const out = new JsonStream();
  return new Promise((resolve, reject) => {
    let answered = false;
    const answer = (): void => {
      if (!answered) resolve(out);
      answered = true;
    };
    const pulling = daemon.parts.registry.pull(
      familiarString(reference),
      (message) => {
        out.send(message);
        answer();
      },
      credentials,
    );
    pulling.then(
      ({ id }) => {
        daemon.tagged.set(id, daemon.stamps.next());
        const labels = daemon.parts.images.get(id)?.config.config?.Labels;
        daemon.events.emit('image', 'pull', familiarString(reference), { ...labels, name: familiarName(reference) });
        answer();
        out.end();
      },
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        if (!answered)
          return reject(
            error instanceof EngineError ? error : error instanceof InvalidReference ? invalidParameter(message) : systemError(message),
          );
        out.send({ errorDetail: { message }, error: message });
        out.end();
      },
    );
  });
}

const MOST = 100;
const USUAL = 25;

/** GET /images/search */
export async function ImageSearch(
  daemon: Daemon,
  term: string,
  limitText: string | null,
  filterText: string | null,
): Promise<SearchResult[]> {
  const filters = Filters.parse(filterText, ['is-official', 'is-automated', 'stars']);
  const limit = limitText ? Number(limitText) : USUAL;
  if (!(limit >= 1 && limit <= MOST)) throw invalidParameter(`Limit ${limit} is outside the range of [1, ${MOST}]`);
  const official = filters.has('is-official') ? filters.boolean('is-official', false) : null;
  const automated = filters.has('is-automated') ? filters.boolean('is-automated', false) : null;
  let stars = 0;
  for (const value of filters.get('stars')) {
    if (!/^\d+$/.test(value)) throw invalidParameter(`Invalid filter 'stars=${value}'`);
    stars = Math.max(stars, Number(value));
  }
  const found = await daemon.parts.registry.search(term, limit);
  return found.filter(
    (row) =>
      row.star_count >= stars &&
      (official === null || row.is_official === official) &&
      (automated === null || row.is_automated === automated),
  );
}
