/** In Node a turn of the event loop comes after all microtasks and ticks. */
export const drain = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
