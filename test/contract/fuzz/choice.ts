import { Random } from '../../../src/sim/random.ts';

/** What a fuzz draws from: equal seeds give equal cases. */
export class Choice {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  /** A whole number from 0 to `below` - 1. */
  below(below: number): number {
    return this.#random.int(below);
  }

  /** True once in `of` times. */
  rarely(of: number): boolean {
    return this.below(of) === 0;
  }

  one<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  many<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }

  /** A word that is seldom a sensible one. */
  noise(): string {
    const letters = [
      'a',
      'Z',
      '0',
      '-',
      '_',
      '.',
      '/',
      ':',
      '@',
      '%',
      ' ',
      '\n',
      '\0',
      '"',
      "'",
      '\\',
      '{',
      '}',
      '[',
      ',',
      '=',
      '花',
      '卷',
      '\u{1F95F}',
      '$',
    ];
    return this.many(8, () => this.one(letters)).join('');
  }
}
