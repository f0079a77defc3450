import { describe, expect, test } from 'vitest';
import { en } from './en.ts';
import { locales, messages, pickLocale } from './index.ts';

describe('messages', () => {
  test.each(locales)('$name has every text, with the same parameters', ({ id }) => {
    expect(Object.keys(messages[id]).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(en)) {
      const other: unknown = messages[id][key as keyof typeof en];
      expect(typeof other, key).toBe(typeof text);
      if (typeof other === 'function') expect(other.length, key).toBe((text as (...args: never[]) => string).length);
      else expect(other, key).not.toBe('');
    }
  });

  test('Chinese is Chinese: no English text was left', () => {
    const same = Object.entries(en).filter(([key, text]) => messages['zh-CN'][key as keyof typeof en] === text);
    expect(same).toEqual([]);
  });

  test.each([
    [['zh-TW', 'en'], 'zh-CN'],
    [['fr', 'en-GB'], 'en'],
    [['fr'], 'en'],
    [[], 'en'],
  ])('%j reads %s', (wanted, locale) => {
    expect(pickLocale(wanted)).toBe(locale);
  });
});
