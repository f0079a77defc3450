/** Where bash and busybox ash differ. */
export interface Flavour {
  readonly kind: 'bash' | 'ash';
  /** Arrays, `[[ ]]`, `(( ))`, brace expansion, process substitution … */
  readonly extended: boolean;
  readonly notFound: string;
  /** Exit status of a syntax error and of an error in a special builtin. */
  readonly errorStatus: number;
}

export const BASH: Flavour = { kind: 'bash', extended: true, notFound: 'command not found', errorStatus: 1 };
export const ASH: Flavour = { kind: 'ash', extended: false, notFound: 'not found', errorStatus: 2 };
