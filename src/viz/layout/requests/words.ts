/** Durations and results in few letters. */
import type { RequestMessages } from '../../model/requests/messages.ts';
import type { Tone } from '../../model/requests/scene.ts';

/** "3 ms", "1.5 s", "2 min 5 s"; nothing for what takes no time and is no request. */
export function spellMs(ms: number, request: boolean): string {
  if (ms < 1) return request ? '<1 ms' : '';
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

const PHRASES: Readonly<Record<number, string>> = {
  101: 'Switching Protocols',
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

/** "404 Not Found", or "done" for what is no HTTP. */
export function spellResult(status: number | null, tone: Tone, words: RequestMessages): string {
  const code = status === null ? '' : `${status} ${PHRASES[status] ?? ''}`.trim();
  const state = tone === 'open' ? words.open : tone === 'failed' ? words.failed : words.done;
  if (code === '') return state;
  return tone === 'open' ? `${code}, ${state}` : code;
}
