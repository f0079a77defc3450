import type { Command } from '../command.ts';
import { type Declared, unsimulated } from '../unsimulated.ts';

/** What `--help` says of a command of `docker manifest` below its short text. */
export const experimental = (verb: string, short: string): string => `${short}

EXPERIMENTAL:
  docker manifest ${verb} is an experimental feature.
  Experimental features provide early access to product functionality. These
  features may change between releases without warning, or can be removed from a
  future release. Learn more about experimental features in our documentation:
  https://docs.docker.com/go/experimental/`;

/** A command of manifest lists, which are kept by the client: not simulated, and says so. */
export const listCommand = (verb: string, declared: Declared): Command => ({
  ...unsimulated(`docker manifest ${verb}`, declared),
  long: experimental(verb, declared.short),
});
