/** The stage's words, by locale; the page merges them into its own catalog. */
import type { Caption, CaptionKey, CaptionParams, Say } from './model/caption.ts';
import { en } from './messages.en.ts';
import { zhCN } from './messages.zh-CN.ts';

/** One text per key; plurals and sizes are worked out inside. */
export type StageCatalog = { readonly [K in CaptionKey]: (params: CaptionParams[K]) => string };

export type StageLocale = 'en' | 'zh-CN';

const stageMessages: Readonly<Record<StageLocale, StageCatalog>> = { en, 'zh-CN': zhCN };

/** Puts captions into the words of one locale. */
export function sayIn(locale: StageLocale): Say {
  const catalog = stageMessages[locale];
  return (caption) => speak(catalog, caption);
}

function speak<K extends CaptionKey>(catalog: StageCatalog, caption: Extract<Caption, { key: K }>): string {
  const text = catalog[caption.key] as (params: CaptionParams[CaptionKey]) => string;
  return text(caption.params);
}
