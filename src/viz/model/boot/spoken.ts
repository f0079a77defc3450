/** The boot scene in words: one item a step, what happens on both sides below it. */
import type { BootWords } from '../../scenes/boot.messages.ts';
import type { SpokenScene } from '../spoken.ts';
import type { BootFacts } from './facts.ts';
import { BOOT_STEPS, buildBoot } from './scene.ts';

/** All steps of what is known; `index` is the one that is shown. */
export function speakBoot(facts: BootFacts, index: number, words: BootWords): SpokenScene {
  const sentences = BOOT_STEPS.map((step, n) => {
    const { host, container, kernel } = buildBoot(facts, n);
    const start = container?.start;
    const terms = { kernel, layers: start?.layers.length ?? 0, first: start?.first ?? true, readonly: start?.readonly ?? false };
    const timed = (name: string, ms: number | null): string => (ms === null ? name : `${name} (${words.time(ms)})`);
    return {
      step,
      title: `${words.stepOf(n + 1, BOOT_STEPS.length)}: ${words.title[step]}`,
      host: `${timed(words.hostName, host.ms)}: ${words.host[step]({ ...terms, ms: host.ms })}`,
      container: container
        ? `${timed(words.containerName(container.start.name), container.ms)}: ${words.container[step]({ ...terms, ms: container.ms })}`
        : words.hint,
      console: host.console,
      notes: container?.notes ?? [],
    };
  });
  const shown = sentences[index];
  return {
    name: words.tree,
    items: sentences.map(({ step, title, host, container, console, notes }) => ({
      id: step,
      text: title,
      children: [
        { id: `${step}:host`, text: host, children: console.map((text, n) => ({ id: `${step}:console:${n}`, text, children: [] })) },
        { id: `${step}:container`, text: container, children: notes.map((text, n) => ({ id: `${step}:notes:${n}`, text, children: [] })) },
      ],
    })),
    spoken: shown ? `${shown.title}. ${shown.host} ${shown.container}` : '',
  };
}
