/** The words of the scene of names, by locale; they come with the scene. */
import type { StageLocale } from '../messages.ts';
import type { NamesCaption, NamesKey, NamesParams, NamesSay } from '../model/names/caption.ts';
import { en } from './names.messages.en.ts';
import { zhCN } from './names.messages.zh-CN.ts';

/** One text per key. */
export type NamesCatalog = { readonly [K in NamesKey]: (params: NamesParams[K]) => string };

const catalogs: Readonly<Record<StageLocale, NamesCatalog>> = { en, 'zh-CN': zhCN };

/** Puts the scene's captions into the words of one locale. */
export function sayNamesIn(locale: StageLocale): NamesSay {
  const catalog = catalogs[locale];
  return (caption) => speak(catalog, caption);
}

function speak<K extends NamesKey>(catalog: NamesCatalog, caption: Extract<NamesCaption, { key: K }>): string {
  const text = catalog[caption.key] as (params: NamesParams[NamesKey]) => string;
  return text(caption.params);
}
