/** `break` and `continue` on their way to the `levels`-th enclosing loop. */
export class LoopJump extends Error {
  readonly kind: 'break' | 'continue';
  levels: number;
  constructor(kind: 'break' | 'continue', levels: number) {
    super(kind);
    this.kind = kind;
    this.levels = levels;
  }
}

/** `return` on its way out of a function or sourced file. */
export class ReturnJump extends Error {
  readonly status: number;
  constructor(status: number) {
    super('return');
    this.status = status;
  }
}

/** The shell ends with this status. */
export class ExitJump extends Error {
  readonly status: number;
  constructor(status: number) {
    super('exit');
    this.status = status;
  }
}

/** ^C: back to the prompt. */
export class Interrupt extends Error {}

/** A failed expansion or assignment: ends a script with `status`, an interactive shell goes back to its prompt. */
export class ShellError extends Error {
  readonly status: number;
  /** Ends the shell also when bash would go on with the next line. */
  readonly fatal: boolean;
  constructor(message: string, status = 1, fatal = false) {
    super(message);
    this.status = status;
    this.fatal = fatal;
  }
}
