import type { Sys } from '../kernel/types.ts';

function entry(sys: Sys): string[] | undefined {
  try {
    const uid = String(sys.geteuid());
    return new TextDecoder()
      .decode(sys.readFile('/etc/passwd'))
      .split('\n')
      .map((line) => line.split(':'))
      .find((fields) => fields[2] === uid);
  } catch {
    return undefined;
  }
}

/** The user's name, or "I have no name!" as bash says. */
export const userName = (sys: Sys): string => entry(sys)?.[0] ?? 'I have no name!';

/** The user's home and login shell, if known. */
export function account(sys: Sys): { name?: string; home?: string; shell?: string } {
  const [name, , , , , home, shell] = entry(sys) ?? [];
  return { ...(name ? { name } : {}), ...(home ? { home } : {}), ...(shell ? { shell } : {}) };
}
