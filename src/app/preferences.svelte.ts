/** What a reader chose about the page: language, theme, size of text. Kept in the browser, where it may. */
import { type Locale, locales, type Messages, messages, pickLocale } from './messages/index.ts';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'huajuan.preferences';

const remembered = (): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

export class Preferences {
  locale: Locale = $state('en');
  theme: Theme = $state('system');
  presenter = $state(false);
  /** Whether the bar with the timeline is shown. */
  playback = $state(false);
  #systemDark = $state(false);
  #reducedMotion = $state(false);

  /** @param wanted a language asked for by the address (`?lang=zh-CN`), stronger than what was remembered */
  constructor(wanted: string | null) {
    const known = remembered();
    const locale = locales.find(({ id }) => id === (wanted ?? known['locale']))?.id;
    this.locale = locale ?? pickLocale(navigator.languages);
    if (known['theme'] === 'light' || known['theme'] === 'dark') this.theme = known['theme'];
    this.presenter = known['presenter'] === true;
    this.playback = known['playback'] === true;
    this.#watch('(prefers-color-scheme: dark)', (on) => {
      this.#systemDark = on;
    });
    this.#watch('(prefers-reduced-motion: reduce)', (on) => {
      this.#reducedMotion = on;
    });
  }

  get m(): Messages {
    return messages[this.locale];
  }

  get dark(): boolean {
    return this.theme === 'dark' || (this.theme === 'system' && this.#systemDark);
  }

  get reducedMotion(): boolean {
    return this.#reducedMotion;
  }

  /** Puts the choices on the document and remembers them. */
  apply(): void {
    const root = document.documentElement;
    root.lang = this.locale;
    root.dataset['theme'] = this.dark ? 'dark' : 'light';
    root.dataset['size'] = this.presenter ? 'presenter' : 'normal';
    try {
      localStorage.setItem(
        KEY,
        JSON.stringify({ locale: this.locale, theme: this.theme, presenter: this.presenter, playback: this.playback }),
      );
    } catch {
      // A browser that keeps nothing still shows the page as chosen.
    }
  }

  #watch(query: string, tell: (on: boolean) => void): void {
    const list = matchMedia(query);
    tell(list.matches);
    list.addEventListener('change', (event) => tell(event.matches));
  }
}
