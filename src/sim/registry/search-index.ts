import type { EngineResponse } from '../../api/wire.ts';
import { jsonAnswer } from './answer.ts';
import type { SearchRow } from './catalog/catalog.ts';
import type { RegistryRequest } from './message.ts';

const DEFAULT_HITS = 25;

/** GET /v1/search?q=…&n=…: the rows whose name has the word in it. An index that is not `limited` gives all of them, whatever `n` says. */
export function searchAnswer(rows: readonly SearchRow[], query: URLSearchParams, limited: boolean): EngineResponse {
  const text = (query.get('q') ?? '').replace(/^library\//, '');
  const word = text.split(':')[0] ?? '';
  const most = limited ? Number(query.get('n') ?? DEFAULT_HITS) : Number.POSITIVE_INFINITY;
  const results = rows.filter(({ name }) => name.includes(word)).slice(0, most);
  return jsonAnswer({ num_results: results.length, query: text, results });
}

/** A search index and nothing else, as stands beside the recorder's engine. */
export class SearchIndex {
  readonly tls = false;
  readonly #rows: () => Promise<readonly SearchRow[]>;

  constructor(rows: () => Promise<readonly SearchRow[]>) {
    this.#rows = rows;
  }

  async fetch({ url }: RegistryRequest): Promise<EngineResponse> {
    const [path, search = ''] = url.split('?', 2);
    if (path === '/v1/search') return searchAnswer(await this.#rows(), new URLSearchParams(search), false);
    return jsonAnswer({}, path === '/v1/_ping' ? 200 : 404);
  }
}
