/** Whose layers are shown. */
import type { LayerStack } from '../../api/stage.ts';
import type { ContainerFacts, ImageFacts } from '../model/facts.ts';
import type { Subject } from '../model/scene.ts';
import type { Inventory } from './inventory.ts';

/** A container (by id) or an image (by name or id) that was chosen. */
export type Choice = { readonly container: string } | { readonly image: string };

/** The first of the choices that is there (null ones are none), else the newest container, else the newest image. */
export function choose(
  { images, containers }: Inventory,
  choices: readonly (Choice | null)[],
): readonly [ContainerFacts | null, ImageFacts | null] {
  const imageOf = (container: ContainerFacts): ImageFacts | null => images.find((one) => one.id === container.imageId) ?? null;
  for (const choice of choices) {
    if (choice === null) continue;
    if ('container' in choice) {
      const container = containers.find((one) => one.id === choice.container);
      if (container) return [container, imageOf(container)];
    } else {
      const image = images.find((one) => one.name === choice.image || one.id === choice.image);
      if (image) return [null, image];
    }
  }
  const [newest] = containers;
  return newest ? [newest, imageOf(newest)] : [null, images[0] ?? null];
}

/** The subject of a scene that shows `stack`. */
export function subjectOf(container: ContainerFacts | null, image: ImageFacts | null, stack: LayerStack): Subject | null {
  if (container) {
    const { id, name, image: of, state } = container;
    return { kind: 'container', id, name, image: of, state, driver: stack.driver };
  }
  return image && { kind: 'image', id: image.id, name: image.name, image: image.name, state: 'image', driver: stack.driver };
}
