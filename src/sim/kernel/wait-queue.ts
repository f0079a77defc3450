/** Those who wait for one thing (data in a pipe, a child's end); woken all at once, first come first served. */
export class WaitQueue {
  #waiting: Set<() => void> | null = null;

  /** Calls `retry` at every wake-up until the returned function is called. */
  add(retry: () => void): () => void {
    this.#waiting ??= new Set();
    this.#waiting.add(retry);
    return () => {
      this.#waiting?.delete(retry);
    };
  }

  /** How many wait. */
  get size(): number {
    return this.#waiting?.size ?? 0;
  }

  wake(): void {
    if (!this.#waiting) return;
    for (const retry of [...this.#waiting]) if (this.#waiting.has(retry)) retry();
  }
}
