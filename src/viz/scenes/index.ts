/** The scenes by name, each loaded when it is first shown. */
import type { MountScene } from './scene.ts';

type Load = () => Promise<{ readonly mount: MountScene }>;

/** In the order of their tabs; the first is the one that the page opens with. */
export const scenes = {
  layers: () => import('./layers.ts'),
  boot: () => import('./boot.ts'),
  light: () => import('./light.ts'),
  requests: () => import('./requests.ts'),
  names: () => import('./names.ts'),
} satisfies Readonly<Record<string, Load>>;

export type SceneName = keyof typeof scenes;

export const sceneNames = Object.keys(scenes) as readonly SceneName[];
