import type { SearchResult } from '../../../api/types.ts';
import { invalidParameter, systemError } from '../../errors.ts';
import type { Daemon } from '../daemon.ts';
import { Filters } from '../filters.ts';

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
  if (limitText && !/^[+-]?\d+$/.test(limitText)) throw systemError(`strconv.Atoi: parsing ${JSON.stringify(limitText)}: invalid syntax`);
  const limit = limitText ? Number(limitText) : USUAL;
  if (!(limit >= 1 && limit <= MOST)) throw invalidParameter(`Limit ${limit} is outside the range of [1, ${MOST}]`);
  const official = flag(filters, 'is-official');
  const automated = flag(filters, 'is-automated');
  let stars = 0;
  for (const value of filters.get('stars')) {
    if (!/^[+-]?\d+$/.test(value)) throw invalidParameter(`Invalid filter 'stars=${value}'`);
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

/** A filter that is "true" or "false", and only one of them; null when it is not there. */
function flag(filters: Filters, name: string): boolean | null {
  const values = filters.get(name);
  if (values.length === 0) return null;
  const [value] = values;
  if (values.length > 1 || (value !== 'true' && value !== 'false'))
    throw invalidParameter(`Invalid filter '${name}=[${[...values].sort().join(' ')}]'`);
  return value === 'true';
}
