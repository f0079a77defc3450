/** The flags of instructions ("--from=x", "--interval=5s"), with the words of BuildKit's BFlags. */

/** Reads an instruction's flags; the values of those it knows, in the order given. */
export function readFlags(flags: readonly string[], known: readonly string[], repeated: readonly string[] = []): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const flag of flags) {
    if (flag === '--') break;
    const at = flag.indexOf('=');
    const name = flag.slice(2, at < 0 ? undefined : at);
    if (!known.includes(name)) throw new Error(`Unknown flag: ${name}`);
    const before = values.get(name);
    if (before && !repeated.includes(name)) throw new Error(`Duplicate flag specified: ${name}`);
    if (at < 0) throw new Error(`Missing a value on flag: ${name}`);
    values.set(name, [...(before ?? []), flag.slice(at + 1)]);
  }
  return values;
}
