/** Runs awk(1) programs. */
import { type AwkProgram, type Expr, type Stmt, unquote } from './awk-parse.ts';
import { RecordReader } from './awk-input.ts';
import { type AwkArray, type Cell, Input, type Value, compare, isTrue, sprintf, toNumber, toText } from './awk-value.ts';
import { type Command, encode, reason } from './command.ts';
import { strftime } from './dates.ts';
import { start, statusCode } from './launch.ts';
import { PatternError, posixRegex } from './regex.ts';

/** A mistake that ends a program while it runs, in mawk's words and in busybox's. */
export class AwkError extends Error {
  readonly busybox: string;
  /** Whether busybox tells the place, too. */
  readonly placed: boolean;
  constructor(message: string, busybox: string, placed = true) {
    super(message);
    this.busybox = busybox;
    this.placed = placed;
  }
}

/** What an evaluation waits for: yielded up to {@link drive}. */
type Steps<T> = Generator<Promise<unknown>, T, unknown>;

/** How a statement left off. */
type Flow = 'next' | 'nextfile' | 'break' | 'continue' | 'exit' | 'return' | undefined;

/** Evaluations between two turns of the others, and the CPU milliseconds that they take. */
const TURN = 4000;
const TURN_MS = 0.5;
const DEEPEST = 400;

interface Output {
  readonly fd: number;
  readonly pid: number | null;
}

async function drive<T>(steps: Steps<T>): Promise<T> {
  for (let step = steps.next(); ; ) {
    if (step.done) return step.value;
    try {
      const value = await step.value;
      step = steps.next(value);
    } catch (error) {
      step = steps.throw(error);
    }
  }
}

export class Awk {
  readonly #cmd: Command;
  readonly #program: AwkProgram;
  readonly #globals = new Map<string, Cell>();
  readonly #regexes = new Map<string, RegExp>();
  readonly #outputs = new Map<string, Output>();
  readonly #inputs = new Map<string, RecordReader & { pid?: number }>();
  readonly #ranges = new Set<number>();
  #frame: Cell[] = [];
  #depth = 0;
  #record = '';
  #fields: Value[] = [];
  #split = true;
  #stale = false;
  #main: RecordReader | null = null;
  #argument = 1;
  #used = false;
  #result: Value;
  #exit = 0;
  #turn = 0;
  #seed = 0;

  constructor(cmd: Command, program: AwkProgram, argv: readonly string[]) {
    this.#cmd = cmd;
    this.#program = program;
    const first: readonly (readonly [string, Value])[] = [
      ['FS', ' '],
      ['OFS', ' '],
      ['ORS', '\n'],
      ['RS', '\n'],
      ['NF', 0],
      ['NR', 0],
      ['FNR', 0],
      ['SUBSEP', '\x1c'],
      ['CONVFMT', '%.6g'],
      ['OFMT', '%.6g'],
      ['RSTART', 0],
      ['RLENGTH', -1],
      ['FILENAME', ''],
      ['ARGC', argv.length],
    ];
    for (const [name, value] of first) this.#globals.set(name, { v: value, a: null });
    const list = (entries: readonly (readonly [string, string])[]): AwkArray =>
      new Map(entries.map(([key, text]) => [key, new Input(text)]));
    this.#globals.set('ENVIRON', { v: undefined, a: list(Object.entries(cmd.env)) });
    this.#globals.set('ARGV', { v: undefined, a: list(argv.map((arg, i) => [String(i), arg])) });
  }

  /** Does `name=value` of the command line; false when it is none. */
  assign(text: string): boolean {
    const [, name, value = ''] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(text) ?? [];
    if (name === undefined) return false;
    this.#global(name).v = new Input(unquote(value));
    return true;
  }

  /** Runs it all and returns the exit status. */
  async run(): Promise<number> {
    const flow = await drive(this.#rules('begin'));
    if (flow !== 'exit') {
      const rules = this.#program.rules;
      if (rules.some(({ kind }) => kind !== 'begin')) await drive(this.#mainLoop());
    }
    await drive(this.#rules('end'));
    for (const name of [...this.#outputs.keys(), ...this.#inputs.keys()]) await drive(this.#close(name));
    return this.#exit === 0 ? this.#cmd.status : this.#exit;
  }

  *#rules(kind: 'begin' | 'end'): Steps<Flow> {
    for (const rule of this.#program.rules) {
      if (rule.kind !== kind || !rule.action) continue;
      if ((yield* this.#run(rule.action)) === 'exit') return 'exit';
    }
    return undefined;
  }

  *#mainLoop(): Steps<void> {
    const { rules } = this.#program;
    while (yield* this.#nextRecord()) {
      for (const [i, { kind, from, to, action }] of rules.entries()) {
        if (kind !== 'main') continue;
        if (to && from) {
          if (!this.#ranges.has(i)) {
            if (!isTrue(yield* this.#eval(from))) continue;
            this.#ranges.add(i);
          }
          if (isTrue(yield* this.#eval(to))) this.#ranges.delete(i);
        } else if (from && !isTrue(yield* this.#eval(from))) continue;
        if (!action) {
          this.#cmd.out(this.#field0() + this.#text(this.#global('ORS').v));
          continue;
        }
        const flow = yield* this.#run(action);
        if (flow === 'exit') return;
        if (flow === 'nextfile') this.#leaveFile();
        if (flow === 'next' || flow === 'nextfile') break;
      }
      const turn = this.#tick(20);
      if (turn) yield turn;
    }
  }

  /** Now and then the others get a turn and what is printed goes out. */
  #tick(by = 1): Promise<unknown> | null {
    this.#turn += by;
    if (this.#turn < TURN) return null;
    this.#turn = 0;
    return this.#cmd.sys.cpu(TURN_MS).then(() => this.#cmd.breathe());
  }

  #global(name: string): Cell {
    const cell = this.#globals.get(name) ?? { v: undefined, a: null };
    this.#globals.set(name, cell);
    return cell;
  }

  readonly #text = (value: Value): string => toText(value, this.#convfmt(), !this.#cmd.gnu);
  #convfmt(): string {
    const format = this.#globals.get('CONVFMT')?.v;
    return typeof format === 'string' ? format : '%.6g';
  }

  #regex(source: string): RegExp {
    let regex = this.#regexes.get(source);
    if (!regex) {
      // In awk a backslash escapes inside brackets, too.
      const body = source.replace(/\[\^?\]?(?:\[:\w+:\]|\\.|[^\]\\])*\]/g, (set) =>
        set.replace(/\\([\\/ntr"\].&-])/g, (_, char: string) => ({ n: '\n', t: '\t', r: '\r' })[char] ?? (char === '\\' ? '\\' : char)),
      );
      try {
        regex = posixRegex(body.replaceAll('\\"', '"').replaceAll('\\&', '&'), 'extended', 'gs');
      } catch (error) {
        if (!(error instanceof PatternError || error instanceof SyntaxError)) throw error;
        throw new AwkError(
          `line 1: regular expression compile failed (${/\(|\)/.test(error.message) ? `missing '${error.message.includes('(') ? ')' : '('}'` : error.message})\n${source}`,
          `bad regex '${source}': ${error.message}`,
          false,
        );
      }
      this.#regexes.set(source, regex);
    }
    regex.lastIndex = 0;
    return regex;
  }

  *#pattern(e: Expr): Steps<RegExp> {
    return this.#regex(e.t === 'regex' ? e.source : this.#text(yield* this.#eval(e)));
  }

  // -- the record and its fields

  #setRecord(text: string): void {
    this.#record = text;
    this.#split = false;
    this.#stale = false;
  }

  #fieldList(): Value[] {
    if (!this.#split) {
      this.#fields = this.#cut(this.#record, this.#text(this.#global('FS').v)).map((text) => new Input(text));
      this.#split = true;
      this.#global('NF').v = this.#fields.length;
    }
    return this.#fields;
  }

  #field0(): string {
    if (this.#stale) {
      this.#record = this.#fields.map(this.#text).join(this.#text(this.#global('OFS').v));
      this.#stale = false;
    }
    return this.#record;
  }

  #cut(text: string, separator: string): string[] {
    if (text === '') return [];
    if (separator === ' ') {
      const words = text.trim();
      const plain = text.replace(/^[ \t\n]+|[ \t\n]+$/g, '');
      return words === '' && plain === '' ? [] : plain.split(/[ \t\n]+/);
    }
    if (separator === '') return [...text];
    const paragraph = this.#global('RS').v === '';
    if (separator.length === 1 && separator !== '\\' && !paragraph) return text.split(separator);
    const out: string[] = [];
    let from = 0;
    for (const match of text.matchAll(
      this.#regex(paragraph ? `${separator.length === 1 ? separator.replace(/[.*+?^$|(){}[\]\\]/, '\\$&') : separator}|\n` : separator),
    )) {
      if (match[0] === '') continue;
      out.push(text.slice(from, match.index));
      from = match.index + match[0].length;
    }
    return [...out, text.slice(from)];
  }

  #getField(index: number): Value {
    if (index < 0) throw new AwkError(`run time error: negative field index $${index}\n\t${this.#where()}`, 'Access to negative field');
    return index === 0 ? new Input(this.#field0()) : this.#fieldList()[index - 1];
  }

  #where(): string {
    const { v: name } = this.#global('FILENAME');
    return `FILENAME="${this.#text(name)}" FNR=${this.#text(this.#global('FNR').v)} NR=${this.#text(this.#global('NR').v)}`;
  }

  #setField(index: number, value: Value): void {
    if (index === 0) {
      this.#setRecord(this.#text(value));
      return;
    }
    const fields = this.#fieldList();
    if (index < 0) this.#getField(index);
    while (fields.length < index) fields.push('');
    fields[index - 1] = value;
    this.#global('NF').v = fields.length;
    this.#stale = true;
  }

  #resize(count: number): void {
    const fields = this.#fieldList();
    while (fields.length < count) fields.push('');
    fields.length = Math.max(0, count);
    this.#stale = true;
  }

  // -- input

  #leaveFile(): void {
    if (this.#main && this.#main.fd > 0) this.#cmd.sys.close(this.#main.fd);
    this.#main = null;
  }

  *#nextRecord(): Steps<boolean> {
    const text = yield* this.#readMain();
    if (text === null) return false;
    this.#setRecord(text);
    return true;
  }

  *#readMain(): Steps<string | null> {
    for (;;) {
      if (!this.#main && !this.#open()) return null;
      const reader = this.#main;
      if (!reader) return null;
      let text: string | null;
      try {
        text = yield* this.#take(reader);
      } catch (error) {
        const why = reason(error);
        if (!this.#cmd.gnu) throw new AwkError('', why);
        this.#cmd.err(`${this.#cmd.name}: read error (${why})\n`);
        this.#cmd.status = 2;
        text = null;
      }
      if (text !== null) {
        for (const name of ['NR', 'FNR']) this.#global(name).v = toNumber(this.#global(name).v) + 1;
        return text;
      }
      this.#leaveFile();
    }
  }

  *#take(reader: RecordReader): Steps<string | null> {
    for (;;) {
      const text = reader.take(this.#text(this.#global('RS').v), (source) => this.#regex(source));
      if (text !== undefined) return text;
      yield reader.fill();
    }
  }

  /** Opens the next file of the command line; false when there is none. */
  #open(): boolean {
    const { sys, gnu } = this.#cmd;
    for (;;) {
      const count = toNumber(this.#global('ARGC').v);
      if (this.#argument >= count) {
        if (this.#used) return false;
        this.#used = true;
        this.#main = new RecordReader(this.#cmd, 0);
        if (gnu) this.#global('FILENAME').v = '-';
        else this.#global('FILENAME').v = '';
        return true;
      }
      const name = this.#text(this.#global('ARGV').a?.get(String(this.#argument++)));
      if (name === '' || this.assign(name)) continue;
      this.#used = true;
      try {
        this.#main = new RecordReader(this.#cmd, name === '-' ? 0 : sys.open(name, { read: true }));
      } catch (error) {
        const why = reason(error);
        throw new AwkError(`cannot open ${name} (${why})`, `${name}: ${why}`, false);
      }
      this.#global('FILENAME').v = name;
      this.#global('FNR').v = 0;
      return true;
    }
  }

  *#getline({ to, from, pipe }: Extract<Expr, { t: 'getline' }>): Steps<number> {
    let text: string | null;
    if (!from) {
      text = yield* this.#readMain();
      if (text === null) return 0;
    } else {
      const name = this.#text(yield* this.#eval(from));
      let reader = this.#inputs.get(name);
      if (!reader) {
        try {
          if (pipe) {
            yield this.#flush();
            const [read, write] = this.#cmd.sys.pipe();
            const pid = this.#shell(name, { 1: write }, read);
            this.#cmd.sys.close(write);
            reader = Object.assign(new RecordReader(this.#cmd, read), { pid });
          } else reader = new RecordReader(this.#cmd, name === '-' ? 0 : this.#cmd.sys.open(name, { read: true }));
        } catch (error) {
          reason(error);
          return -1;
        }
        this.#inputs.set(name, reader);
      }
      text = yield* this.#take(reader);
      if (text === null) return 0;
      if (pipe) this.#global('NR').v = toNumber(this.#global('NR').v) + 1;
    }
    if (to) yield* this.#store(to, new Input(text));
    else this.#setRecord(text);
    return 1;
  }

  // -- output

  /** A shell at one end of a pipe; it must not hold the end that is ours. */
  #shell(command: string, fds: Readonly<Record<number, number>>, ours: number): number {
    const { sys, env } = this.#cmd;
    return sys.fork(
      async (child) => {
        child.close(ours);
        try {
          return await child.exec('/bin/sh', ['sh', '-c', command], env);
        } catch (error) {
          reason(error);
          return 127;
        }
      },
      { fds },
    );
  }

  async #flush(): Promise<void> {
    await this.#cmd.flush();
  }

  *#write(text: string, to: { readonly op: string; readonly name: Expr } | null): Steps<void> {
    if (!to) {
      this.#cmd.out(text);
      return;
    }
    const name = this.#text(yield* this.#eval(to.name));
    if (name === '/dev/stdout' || name === '-') {
      this.#cmd.out(text);
      return;
    }
    if (name === '/dev/stderr') {
      yield this.#flush();
      this.#cmd.err(text);
      yield this.#flush();
      return;
    }
    const { sys } = this.#cmd;
    let output = this.#outputs.get(name);
    if (!output) {
      if (to.op === '|') {
        yield this.#flush();
        const [read, write] = sys.pipe();
        const pid = this.#shell(name, { 0: read }, write);
        sys.close(read);
        output = { fd: write, pid };
      } else {
        try {
          output = { fd: sys.open(name, { write: true, create: true, append: to.op === '>>', truncate: to.op === '>' }, 0o666), pid: null };
        } catch (error) {
          const why = reason(error);
          throw new AwkError(`cannot open "${name}" for output`, `can't open '${name}': ${why}`);
        }
      }
      this.#outputs.set(name, output);
    }
    yield sys.write(output.fd, encode(text)).catch(reason);
  }

  *#close(name: string): Steps<number> {
    const output = this.#outputs.get(name);
    const input = this.#inputs.get(name);
    const open = output ?? input;
    if (!open) return -1;
    yield this.#flush();
    if (open.fd > 0) this.#cmd.sys.close(open.fd);
    this.#outputs.delete(name);
    this.#inputs.delete(name);
    const pid = output?.pid ?? input?.pid ?? null;
    return pid === null ? 0 : ((yield this.#ended(pid)) as number);
  }

  async #ended(pid: number): Promise<number> {
    const ended = await this.#cmd.sys.wait(pid);
    return ended ? statusCode(ended.status) : 0;
  }

  // -- statements

  *#run(stmt: Stmt): Steps<Flow> {
    const turn = this.#tick();
    if (turn) yield turn;
    switch (stmt.s) {
      case 'expr':
        yield* this.#eval(stmt.e);
        return undefined;
      case 'print': {
        const format = this.#text(this.#global('OFMT').v);
        const parts: string[] = [];
        for (const arg of stmt.args) parts.push(toText(yield* this.#eval(arg), format, !this.#cmd.gnu));
        const text = stmt.args.length === 0 ? this.#field0() : parts.join(this.#text(this.#global('OFS').v));
        yield* this.#write(text + this.#text(this.#global('ORS').v), stmt.to);
        return undefined;
      }
      case 'printf':
        yield* this.#write(this.#format(yield* this.#values(stmt.args), 'printf'), stmt.to);
        return undefined;
      case 'block':
        for (const one of stmt.body) {
          const flow = yield* this.#run(one);
          if (flow) return flow;
        }
        return undefined;
      case 'if':
        if (isTrue(yield* this.#eval(stmt.test))) return yield* this.#run(stmt.then);
        return stmt.otherwise ? yield* this.#run(stmt.otherwise) : undefined;
      case 'while':
        while (isTrue(yield* this.#eval(stmt.test))) {
          const flow = yield* this.#run(stmt.body);
          if (flow === 'break') break;
          if (flow && flow !== 'continue') return flow;
        }
        return undefined;
      case 'do':
        do {
          const flow = yield* this.#run(stmt.body);
          if (flow === 'break') break;
          if (flow && flow !== 'continue') return flow;
        } while (isTrue(yield* this.#eval(stmt.test)));
        return undefined;
      case 'for':
        if (stmt.first) yield* this.#run(stmt.first);
        while (!stmt.test || isTrue(yield* this.#eval(stmt.test))) {
          const flow = yield* this.#run(stmt.body);
          if (flow === 'break') break;
          if (flow && flow !== 'continue') return flow;
          if (stmt.next) yield* this.#run(stmt.next);
        }
        return undefined;
      case 'forin':
        for (const key of this.#keys(this.#array(stmt.array))) {
          yield* this.#store(stmt.to, new Input(key));
          const flow = yield* this.#run(stmt.body);
          if (flow === 'break') break;
          if (flow && flow !== 'continue') return flow;
        }
        return undefined;
      case 'jump':
        return stmt.kind;
      case 'exit':
        if (stmt.e) this.#exit = toNumber(yield* this.#eval(stmt.e)) & 255;
        return 'exit';
      case 'return':
        this.#result = stmt.e ? yield* this.#eval(stmt.e) : undefined;
        return 'return';
      case 'delete': {
        const array = this.#array(stmt.array);
        if (stmt.keys) array.delete(yield* this.#key(stmt.keys));
        else array.clear();
      }
    }
    return undefined;
  }

  /** In the order of the original: busybox walks its hash table, mawk's depends on its insides and is taken as it came. */
  #keys(array: AwkArray): string[] {
    const keys = [...array.keys()];
    if (this.#cmd.gnu) return keys;
    const size = [61, 251, 1021, 4093, 16381].find((prime) => keys.length <= prime * 10) ?? 16381;
    const buckets: string[][] = Array.from({ length: size }, () => []);
    for (const key of keys) {
      let hash = 0;
      for (const byte of encode(key)) hash = (byte + (hash << 6) + (hash >>> 26)) >>> 0;
      buckets[hash % size]?.push(key);
    }
    return buckets.flat();
  }

  // -- expressions

  *#values(list: readonly Expr[]): Steps<Value[]> {
    const out: Value[] = [];
    for (const e of list) out.push(yield* this.#eval(e));
    return out;
  }

  *#key(keys: readonly Expr[]): Steps<string> {
    const [only] = keys;
    if (keys.length === 1 && only) return this.#text(yield* this.#eval(only));
    return (yield* this.#values(keys)).map(this.#text).join(this.#text(this.#global('SUBSEP').v));
  }

  #cell(e: Expr): Cell {
    if (e.t === 'var') return this.#global(e.name);
    const cell = e.t === 'local' ? this.#frame[e.index] : undefined;
    return cell ?? { v: undefined, a: null };
  }

  #array(e: Expr): AwkArray {
    const cell = this.#cell(e);
    if (!cell.a) {
      cell.a = new Map();
      for (let up = cell.up; up && !up.a; up = up.up) up.a = cell.a;
    }
    return cell.a;
  }

  *#store(to: Expr, value: Value): Steps<void> {
    if (to.t === 'field') this.#setField(Math.trunc(toNumber(yield* this.#eval(to.of))), value);
    else if (to.t === 'index') this.#array(to.array).set(yield* this.#key(to.keys), value);
    else {
      this.#cell(to).v = value;
      if (to.t === 'var' && to.name === 'NF') this.#resize(toNumber(value));
    }
  }

  *#eval(e: Expr): Steps<Value> {
    switch (e.t) {
      case 'const':
        return e.value;
      case 'regex':
        return this.#regex(e.source).test(this.#field0()) ? 1 : 0;
      case 'var':
        if (e.name === 'NF') this.#fieldList();
        return this.#global(e.name).v;
      case 'local':
        return this.#frame[e.index]?.v;
      case 'field':
        return this.#getField(Math.trunc(toNumber(yield* this.#eval(e.of))));
      case 'index': {
        const key = yield* this.#key(e.keys);
        const array = this.#array(e.array);
        if (!array.has(key)) array.set(key, undefined);
        return array.get(key);
      }
      case 'group': {
        const [only] = e.items;
        return only ? yield* this.#eval(only) : '';
      }
      case 'assign': {
        let value = yield* this.#eval(e.value);
        if (e.op) value = this.#arithmetic(e.op, toNumber(yield* this.#eval(e.to)), toNumber(value));
        yield* this.#store(e.to, value);
        return value;
      }
      case 'step': {
        const old = toNumber(yield* this.#eval(e.to));
        yield* this.#store(e.to, old + e.by);
        return e.before ? old + e.by : old;
      }
      case 'unary': {
        const value = yield* this.#eval(e.a);
        return e.op === '!' ? (isTrue(value) ? 0 : 1) : e.op === '-' ? -toNumber(value) : toNumber(value);
      }
      case 'binary': {
        const a = yield* this.#eval(e.a);
        const b = yield* this.#eval(e.b);
        if (e.op === ' ') return this.#text(a) + this.#text(b);
        if (!/[<>=]/.test(e.op)) return this.#arithmetic(e.op, toNumber(a), toNumber(b));
        const order = compare(a, b, this.#text);
        const holds =
          e.op === '<'
            ? order < 0
            : e.op === '<='
              ? order <= 0
              : e.op === '=='
                ? order === 0
                : e.op === '!='
                  ? order !== 0
                  : e.op === '>'
                    ? order > 0
                    : order >= 0;
        return holds ? 1 : 0;
      }
      case 'and':
        return isTrue(yield* this.#eval(e.a)) && isTrue(yield* this.#eval(e.b)) ? 1 : 0;
      case 'or':
        return isTrue(yield* this.#eval(e.a)) || isTrue(yield* this.#eval(e.b)) ? 1 : 0;
      case 'cond':
        return yield* this.#eval(isTrue(yield* this.#eval(e.test)) ? e.a : e.b);
      case 'in':
        return this.#array(e.array).has(yield* this.#key(e.keys)) ? 1 : 0;
      case 'match': {
        const text = this.#text(yield* this.#eval(e.a));
        return (yield* this.#pattern(e.b)).test(text) !== e.not ? 1 : 0;
      }
      case 'getline':
        return yield* this.#getline(e);
      case 'call':
        return yield* this.#call(e.name, e.args);
      case 'builtin':
        return yield* this.#builtin(e.name, e.args);
    }
  }

  #arithmetic(op: string, a: number, b: number): number {
    if ((op === '/' || op === '%') && b === 0 && !this.#cmd.gnu) throw new AwkError('division by zero', 'Division by zero');
    return op === '+' ? a + b : op === '-' ? a - b : op === '*' ? a * b : op === '/' ? a / b : op === '%' ? a % b : a ** b;
  }

  *#call(name: string, args: readonly Expr[]): Steps<Value> {
    const definition = this.#program.functions.get(name);
    if (!definition) return undefined;
    if (this.#depth > DEEPEST) throw new AwkError('function call nesting too deep', 'Function nesting too deep');
    const turn = this.#tick();
    if (turn) yield turn;
    const frame: Cell[] = [];
    for (let i = 0; i < definition.parameters; i++) {
      const arg = args[i];
      if (!arg) frame.push({ v: undefined, a: null });
      else if (arg.t === 'var' || arg.t === 'local') {
        const cell = this.#cell(arg);
        frame.push(cell.a ? cell : { v: yield* this.#eval(arg), a: null, up: cell });
      } else frame.push({ v: yield* this.#eval(arg), a: null });
    }
    const old = this.#frame;
    this.#frame = frame;
    this.#depth++;
    this.#result = undefined;
    yield* this.#run(definition.body);
    this.#depth--;
    this.#frame = old;
    const result = this.#result;
    this.#result = undefined;
    return result;
  }

  #format(values: readonly Value[], name: string): string {
    const format = this.#text(values[0]);
    const { gnu } = this.#cmd;
    // Both hold whole numbers in 32 bits here: mawk stops at the ends, busybox falls to the lowest.
    const whole = (value: number): number =>
      gnu ? Math.min(2147483647, Math.max(-2147483648, value)) : Math.abs(value) < 2147483648 ? value : -2147483648;
    return sprintf(format, values.slice(1), this.#text, whole, () => {
      if (this.#cmd.gnu) throw new AwkError(`run time error: not enough arguments passed to ${name}("${format}")\n\t${this.#where()}`, '');
    });
  }

  *#builtin(name: string, args: readonly Expr[]): Steps<Value> {
    const [first, second, third] = args;
    if (name === 'length' && (first?.t === 'var' || first?.t === 'local') && this.#cell(first).a) return this.#array(first).size;
    if (name === 'split' && first && second) {
      const text = this.#text(yield* this.#eval(first));
      const separator = !third
        ? this.#text(this.#global('FS').v)
        : third.t === 'regex'
          ? third.source
          : this.#text(yield* this.#eval(third));
      const pieces = third?.t === 'regex' && separator.length === 1 ? this.#cut(text, `(${separator})`) : this.#cut(text, separator);
      const array = this.#array(second);
      array.clear();
      for (const [i, piece] of pieces.entries()) array.set(String(i + 1), new Input(piece));
      return pieces.length;
    }
    if ((name === 'sub' || name === 'gsub') && first && second) {
      const regex = yield* this.#pattern(first);
      const by = this.#text(yield* this.#eval(second));
      const to: Expr = third ?? { t: 'field', of: { t: 'const', value: 0 } };
      const { text, count } = substitute(this.#text(yield* this.#eval(to)), regex, by, name === 'gsub');
      if (count > 0) yield* this.#store(to, text);
      return count;
    }
    if (name === 'match' && first && second) {
      const text = this.#text(yield* this.#eval(first));
      const found = (yield* this.#pattern(second)).exec(text);
      this.#global('RSTART').v = found ? [...text.slice(0, found.index)].length + 1 : 0;
      this.#global('RLENGTH').v = found ? [...found[0]].length : -1;
      return this.#global('RSTART').v;
    }
    const values = yield* this.#values(args);
    const text = this.#text(values[0]);
    const number = toNumber(values[0]);
    const other = toNumber(values[1]);
    switch (name) {
      case 'length':
        // Bytes: neither mawk nor Debian's busybox knows of characters.
        return encode(first ? text : this.#field0()).length;
      case 'substr':
        return cutText(text, other, third ? toNumber(values[2]) : Number.POSITIVE_INFINITY);
      case 'index':
        return [...text.slice(0, Math.max(0, text.indexOf(this.#text(values[1]))))].length + (text.includes(this.#text(values[1])) ? 1 : 0);
      case 'sprintf':
        return this.#format(values, 'sprintf');
      case 'tolower':
        return text.toLowerCase();
      case 'toupper':
        return text.toUpperCase();
      case 'int':
        return Math.trunc(number);
      case 'sqrt':
        return Math.sqrt(number);
      case 'exp':
        return Math.exp(number);
      case 'log':
        return Math.log(number);
      case 'sin':
        return Math.sin(number);
      case 'cos':
        return Math.cos(number);
      case 'atan2':
        return Math.atan2(number, other);
      case 'rand':
        return this.#cmd.sys.random(1 << 30) / (1 << 30);
      case 'srand': {
        const old = this.#seed;
        this.#seed = first ? number : Math.floor(this.#cmd.sys.now() / 1000);
        return old;
      }
      case 'systime':
        return Math.floor(this.#cmd.sys.now() / 1000);
      case 'strftime':
        return strftime(first ? text : '%c', second ? other * 1000 : this.#cmd.sys.now());
      case 'system':
        yield this.#flush();
        return (yield this.#ended(start(this.#cmd, ['sh', '-c', text]))) as number;
      case 'close':
        return yield* this.#close(text);
      case 'fflush':
        yield this.#flush();
        return 0;
      case 'compl':
        return ~number >>> 0;
      default:
        return bits(name, number, other);
    }
  }
}

function bits(name: string, a: number, b: number): number {
  if (name === 'lshift') return (a << b) >>> 0;
  if (name === 'rshift') return a >>> b;
  return (name === 'and' ? a & b : name === 'or' ? a | b : a ^ b) >>> 0;
}

/** substr: a start before the text counts as its start, in both originals. */
function cutText(text: string, from: number, length: number): string {
  const start = Math.max(0, Math.round(from) - 1);
  return [...text].slice(start, start + Math.max(0, Math.round(length))).join('');
}

function substitute(text: string, regex: RegExp, by: string, all: boolean): { text: string; count: number } {
  let out = '';
  let from = 0;
  let count = 0;
  let previous = -1;
  for (let match = regex.exec(text); match; match = regex.exec(text)) {
    const [hit] = match;
    const to = match.index + hit.length;
    if (hit === '') {
      regex.lastIndex = to + ((text.codePointAt(to) ?? 0) > 0xffff ? 2 : 1);
      if (to === previous) continue;
    }
    previous = to;
    out += text.slice(from, match.index) + by.replace(/\\(\\|&)|&/g, (_, escaped: string | undefined) => escaped ?? hit);
    from = to;
    count++;
    if (!all) break;
  }
  return { text: out + text.slice(from), count };
}
