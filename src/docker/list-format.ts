/** The formats that a list command has names for. */
export interface NamedFormats {
  readonly quiet: string;
  readonly table: string;
  readonly raw?: string;
  /** What "raw" is with `--quiet`, when that is not `quiet`. */
  readonly rawQuiet?: string;
}

/** The template behind `--format` (or the configuration) and `--quiet`: "" and "table" are the standard table, "raw" the long form. */
export function listFormat(chosen: string, quiet: boolean, named: NamedFormats): string {
  if (chosen === '' || chosen === 'table') return quiet ? named.quiet : named.table;
  if (chosen === 'raw' && named.raw) return quiet ? (named.rawQuiet ?? named.quiet) : named.raw;
  if (quiet && chosen.startsWith('table')) return `table ${named.quiet}`;
  return chosen;
}
