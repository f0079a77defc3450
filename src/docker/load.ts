/** The docker client for a machine that takes it up on its first use: one is typing before it is there. */
import type { EngineTransport } from '../api/wire.ts';
import type { Completer } from '../sim/shell/complete.ts';

/** Brings the `docker` program. */
export const loadDocker = async (): Promise<typeof import('./program.ts').docker> => (await import('./program.ts')).docker;

/** Brings what completes its command lines. */
export const loadCompleteDocker = async (): Promise<(wire: EngineTransport) => Completer> => (await import('./complete.ts')).completeDocker;
