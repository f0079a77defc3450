/** The stage's words, by locale; the page merges them into its own catalog. */
import type { Caption, CaptionKey, CaptionParams, Say } from './model/caption.ts';

/** One text per key; plurals and sizes are worked out inside. */
export type StageCatalog = { readonly [K in CaptionKey]: (params: CaptionParams[K]) => string };

export type StageLocale = 'en' | 'zh-CN';

/** Puts captions into the words of one locale; a reader needs one, and only that is loaded. */
export async function sayIn(locale: StageLocale): Promise<Say> {
  const catalog = locale === 'en' ? (await import('./messages.en.ts')).en : (await import('./messages.zh-CN.ts')).zhCN;
  return (caption) => speak(catalog, caption);
}

function speak<K extends CaptionKey>(catalog: StageCatalog, caption: Extract<Caption, { key: K }>): string {
  const text = catalog[caption.key] as (params: CaptionParams[CaptionKey]) => string;
  return text(caption.params);
}
