/** What images and containers take, counted as `docker system df -v` and `docker ps -s` count it. */
import { chainKey } from '../grove.ts';
import type { ContainerFacts, ImageFacts } from '../facts.ts';

export interface ImageShare {
  readonly id: string;
  readonly name: string;
  /** Bytes of all its layers; of those that other images have too; of those that only it has. */
  readonly size: number;
  readonly shared: number;
  readonly unique: number;
  readonly containers: number;
}

export interface ContainerShare {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  /** Bytes in its read-write layer, and with the image's below it ("virtual"). */
  readonly own: number;
  readonly virtual: number;
}

export interface Sharing {
  readonly images: readonly ImageShare[];
  readonly containers: readonly ContainerShare[];
  /** Bytes with every layer once, and as if everybody had layers of his own. */
  readonly once: number;
  readonly apart: number;
}

export function sharingOf(images: readonly ImageFacts[], containers: readonly ContainerFacts[]): Sharing {
  const users = new Map<string, number>();
  const sizes = new Map<string, number>();
  const chains = images.map(({ layers }) => layers.map((_, index) => chainKey(layers.slice(0, index + 1).map(({ diffId }) => diffId))));
  for (const [index, image] of images.entries()) {
    for (const [at, layer] of image.layers.entries()) {
      const key = chains[index]?.[at] ?? '';
      users.set(key, (users.get(key) ?? 0) + 1);
      sizes.set(key, layer.bytes);
    }
  }
  const shares = images.map((image, index): ImageShare => {
    let [size, shared] = [0, 0];
    for (const [at, layer] of image.layers.entries()) {
      size += layer.bytes;
      if ((users.get(chains[index]?.[at] ?? '') ?? 0) > 1) shared += layer.bytes;
    }
    const standing = containers.filter(({ imageId }) => imageId === image.id).length;
    return { id: image.id, name: image.name, size, shared, unique: size - shared, containers: standing };
  });
  const sizeOf = new Map(shares.map(({ id, size }) => [id, size]));
  const own = containers.map(
    ({ id, name, image, imageId, bytes }): ContainerShare => ({ id, name, image, own: bytes, virtual: bytes + (sizeOf.get(imageId) ?? 0) }),
  );
  const written = own.reduce((sum, one) => sum + one.own, 0);
  const once = [...sizes.values()].reduce((sum, size) => sum + size, 0) + written;
  // Apart: every image with all its layers, every container with a copy of its image.
  const apart = shares.reduce((sum, { size }) => sum + size, 0) + own.reduce((sum, one) => sum + one.virtual, 0);
  return { images: shares, containers: own, once, apart };
}
