import type { ProgressMessage } from '../../api/types.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
const BAR = 50;

/** go-units' HumanSize: four significant digits, decimal units ("69.21kB"). */
function humanSize(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${Number(value.toPrecision(4))}${UNITS[unit]}`;
}

/** The `progress` text that the daemon puts into its messages beside the numbers, for old clients. */
function progressText(current: number, total: number): string {
  if (current <= 0 && total <= 0) return '';
  if (total <= 0) return humanSize(current).padStart(8);
  const filled = Math.min(BAR, Math.floor(Math.floor((current / total) * 100) / 2));
  const numbers = humanSize(current).padStart(8) + (current > total ? '' : `/${humanSize(total)}`);
  return `[${'='.repeat(filled)}>${' '.repeat(BAR - filled)}] ${numbers}`;
}

/** A line about a part of the work (a layer): `{"status":"Pull complete","progressDetail":{},"id":"0c0feaa96752"}`. */
export function stateMessage(id: string, status: string): ProgressMessage {
  return { status, progressDetail: {}, id };
}

/** A line with a bar; bytes. */
export function barMessage(id: string, status: string, current: number, total: number): ProgressMessage {
  return { status, progressDetail: { current, total }, progress: progressText(current, total), id };
}
