/** Sizes for people: "4.0K" as GNU -h rounds them up, "4.0K" as busybox rounds them to the nearest tenth. */
export function humanSize(bytes: number, gnu: boolean, base = 1024): string {
  const units = base === 1024 ? ['', 'K', 'M', 'G', 'T', 'P', 'E'] : ['', 'k', 'M', 'G', 'T', 'P', 'E'];
  let value = bytes;
  let unit = 0;
  while (value >= base && unit < units.length - 1) {
    value /= base;
    unit++;
  }
  if (unit === 0) return String(bytes);
  if (!gnu) {
    const tenths = Math.round(value * 10);
    return `${tenths >= 1000 * 10 ? Math.round(value) : (tenths / 10).toFixed(1)}${units[unit]}`;
  }
  if (value < 10) {
    const tenths = Math.ceil(value * 10 - 1e-9);
    if (tenths < 100) return `${(tenths / 10).toFixed(1)}${units[unit]}`;
  }
  const whole = Math.ceil(value - 1e-9);
  return whole >= base && unit < units.length - 1 ? `1.0${units[unit + 1]}` : `${whole}${units[unit]}`;
}

/** "10", "4k", "1MB", "2G" as a count of bytes; NaN when it is none. busybox knows `kmg`-like letters too. */
export function parseSize(text: string): number {
  const [, digits, unit = '', b = ''] = /^(\d+)([bkKmMgGTPE]?)(iB|B)?$/.exec(text) ?? [];
  if (digits === undefined) return Number.NaN;
  if (unit === 'b') return Number(digits) * 512;
  return Number(digits) * (b === 'B' ? 1000 : 1024) ** ' KMGTPE'.indexOf(unit.toUpperCase() || ' ');
}
