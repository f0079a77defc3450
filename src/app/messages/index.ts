/**
 * The page's message catalog. Typed functions instead of a message compiler: nothing to fetch or generate at build time, and a
 * missing key or parameter is a type error.
 */
import { en } from './en.ts';
import { zhCN } from './zh-CN.ts';

/** Same keys and parameters as English. */
export type Messages = {
  readonly [K in keyof typeof en]: (typeof en)[K] extends (...args: infer A) => string ? (...args: A) => string : string;
};

export type Locale = 'en' | 'zh-CN';

export const locales: readonly { readonly id: Locale; readonly name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'zh-CN', name: '简体中文' },
];

/** The texts of one language. */
export const messages: Readonly<Record<Locale, Messages>> = { en, 'zh-CN': zhCN };

/** The first of the reader's languages that we have, else English. */
export function pickLocale(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}
