/** The terminal emulator: one for the life of the page, whichever box it is shown in. */
import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { darkTerminal, lightTerminal } from './terminal-themes.ts';

/** So long the text of a machine that has gone may stand, milliseconds. */
const STALE_MS = 120;

/** RIS (ECMA-48). */
const FULL_RESET = '\x1bc';

export class Screen {
  /** Text typed or pasted. */
  onData: (text: string) => void = () => {};
  onResize: (cols: number, rows: number) => void = () => {};
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  #host: HTMLElement | null = null;
  /** Set while what stands on the screen is of a machine that has gone. */
  #stale: ReturnType<typeof setTimeout> | null = null;

  constructor() {
    const mono = getComputedStyle(document.documentElement).getPropertyValue('--mono');
    this.#terminal = new Terminal({
      fontFamily: mono || 'monospace',
      fontSize: 14,
      lineHeight: 1.25,
      scrollback: 5000,
      cursorBlink: false,
      screenReaderMode: true,
      minimumContrastRatio: 4.5,
      macOptionIsMeta: true,
    });
    this.#terminal.loadAddon(this.#fit);
    // Links can be clicked as soon as there are any.
    void import('@xterm/addon-web-links').then(({ WebLinksAddon }) => this.#terminal.loadAddon(new WebLinksAddon())).catch(() => {});
    this.#terminal.attachCustomKeyEventHandler((event) => this.#forShell(event));
    this.#terminal.onData((text) => this.onData(text));
    this.#terminal.onResize(({ cols, rows }) => this.onResize(cols, rows));
  }

  get size(): { readonly cols: number; readonly rows: number } {
    return { cols: this.#terminal.cols, rows: this.#terminal.rows };
  }

  /** Shows the terminal in `host`, with all that stands on it; returns how to take it out again. */
  attach(host: HTMLElement): () => void {
    this.#host = host;
    const { element } = this.#terminal;
    if (element) host.append(element);
    else {
      this.#terminal.open(host);
      this.#terminal.focus();
    }
    const observer = new ResizeObserver(() => this.refit());
    observer.observe(host);
    this.refit();
    // A fit that changes nothing tells nobody, and the shell waits for its first size.
    this.onResize(this.#terminal.cols, this.#terminal.rows);
    return () => {
      observer.disconnect();
      this.#host = null;
    };
  }

  write(data: Uint8Array | string): void {
    this.#clear();
    this.#terminal.write(data);
  }

  /** Empties the screen: what stands there stays until something else comes, if that is soon, so that nothing flickers. */
  reset(): void {
    this.#stale ??= setTimeout(() => this.#clear(), STALE_MS);
  }

  #clear(): void {
    if (this.#stale === null) return;
    clearTimeout(this.#stale);
    this.#stale = null;
    // Written and not called: what was written before may still wait for its turn.
    this.#terminal.write(FULL_RESET);
  }

  focus(): void {
    this.#terminal.focus();
  }

  /** Types as the keyboard does: what is selected is let go, and the view goes to the end. */
  input(text: string): void {
    this.#terminal.input(text);
  }

  look({ dark, fontSize, label }: { dark: boolean; fontSize: number; label: string }): void {
    this.#terminal.options.theme = dark ? darkTerminal : lightTerminal;
    this.#terminal.options.fontSize = fontSize;
    this.#terminal.textarea?.setAttribute('aria-label', label);
    this.refit();
  }

  /** As many columns and rows as the box holds; nothing while it is hidden. */
  refit(): void {
    if (this.#host && this.#host.clientWidth > 0 && this.#host.clientHeight > 0) this.#fit.fit();
  }

  /** False for keys that belong to the page or the browser and not to the shell. */
  #forShell(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown') return true;
    if (event.key === 'F6' || (event.altKey && event.code === 'KeyP')) return false;
    const copies = event.code === 'KeyC' && event.ctrlKey && !event.altKey && (event.shiftKey || this.#terminal.hasSelection());
    if (copies) {
      void navigator.clipboard.writeText(this.#terminal.getSelection()).catch(() => {});
      this.#terminal.clearSelection();
      event.preventDefault();
      return false;
    }
    return !(event.code === 'KeyV' && (event.ctrlKey || event.metaKey));
  }
}
