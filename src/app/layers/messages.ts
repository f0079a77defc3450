/** The words of the layers from near, by language: they come with the dialog. */
import type { Locale } from '../messages/index.ts';
import { en } from './messages.en.ts';
import { zhCN } from './messages.zh-CN.ts';

/** Same keys and parameters as English. */
export type LayerMessages = {
  readonly [K in keyof typeof en]: (typeof en)[K] extends (...args: infer A) => string ? (...args: A) => string : string;
};

export const layerMessages: Readonly<Record<Locale, LayerMessages>> = { en, 'zh-CN': zhCN };

/** "Layer 3", "Read-write layer": a layer as it is named everywhere here; `layers` is how many there are with it. */
export const layerName = (m: LayerMessages, index: number, layers: number, container: boolean): string =>
  container && index === layers - 1 ? m.rwLayer : m.layerN(index + 1);

/** The same inside a sentence. */
export const theLayer = (m: LayerMessages, index: number, layers: number, container: boolean): string =>
  container && index === layers - 1 ? m.theRwLayer : m.theLayer(index + 1);
