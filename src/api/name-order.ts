/** Order of texts by their code points, which is the order of their UTF-8 bytes: strcmp(3), LC_COLLATE=C.UTF-8. */
export function compareNames(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    // Surrogates stand for code points above all other UTF-16 units.
    const lift = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x2000 : unit);
    return lift(x) - lift(y);
  }
  return a.length - b.length;
}
