import type { DeviceRequest } from '../../api/types.ts';
import { goQuote } from '../format/quote.ts';
import { toRecord } from './key-values.ts';

function countOf(text: string): number {
  if (text === 'all') return -1;
  if (!/^[+-]?\d+$/.test(text)) throw new Error(`count must be an integer: strconv.Atoi: parsing ${goQuote(text)}: invalid syntax`);
  return Number(text);
}

/** How one line of comma-separated values is cut. */
type Csv = (text: string) => string[];

/** Reads `--gpus`: "all", a number, or "device=0,driver=nvidia,capabilities=…". */
export function parseGpus(text: string, parseCsv: Csv): DeviceRequest {
  const request: DeviceRequest = { Driver: '', Count: 0, DeviceIDs: null, Capabilities: [['gpu']], Options: {} };
  const seen = new Set<string>();
  for (const field of parseCsv(text)) {
    const at = field.indexOf('=');
    const [key, value] = at < 0 ? [field, null] : [field.slice(0, at), field.slice(at + 1)];
    if (seen.has(key)) throw new Error(`gpu request key '${key}' can be specified only once`);
    seen.add(key);
    if (value === null) {
      seen.add('count');
      request.Count = countOf(key);
    } else if (key === 'driver') request.Driver = value;
    else if (key === 'count') request.Count = countOf(value);
    else if (key === 'device') request.DeviceIDs = value.split(',');
    else if (key === 'capabilities') request.Capabilities = [[...value.split(','), 'gpu']];
    else if (key === 'options') request.Options = toRecord(parseCsv(value));
    else throw new Error(`unexpected key '${key}' in '${field}'`);
  }
  if (!seen.has('count') && request.DeviceIDs === null) request.Count = 1;
  return request;
}
