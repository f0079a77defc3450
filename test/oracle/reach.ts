import type { Session } from '../../src/headless/session.ts';

/** What ties a session to the machine its engine runs on, so that a client elsewhere cannot play it. */
const TIES: readonly (readonly [RegExp, string])[] = [
  [/\s(-p[ =]?["']?[\d$[]|-P\s|--publish\b)|\bcurl\b/, 'ports of the host'],
  [/\s(-v|--volume)[ =]?["']?[/$~.][^\s]*:|\btype=bind\b/, 'folders of the host'],
  [/\/var\/lib\/docker\b|\/(var\/)?run\/docker\.sock\b/, "the engine's own files"],
];

/** Why a session can only be played where its engine is, null when it needs no more of it than the Engine API. */
export function hostTie({ steps }: Session): string | null {
  for (const [pattern, words] of TIES) if (steps.some(({ cmd }) => pattern.test(cmd))) return words;
  return null;
}
