/** Monaco, fetched when a file is first opened: the editor itself, its languages, and their colours. */
import { editor as monaco, KeyCode, KeyMod, languages, Range, Uri } from 'monaco-editor/editor';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/format/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/readOnlyMessage/register';
import 'monaco-editor/features/snippet/register';
import 'monaco-editor/editor/contrib/suggest/browser/suggestController';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/wordOperations/register';
import 'monaco-editor/languages/definitions/dockerfile/register';
import 'monaco-editor/languages/definitions/html/register';
import 'monaco-editor/languages/definitions/ini/register';
import 'monaco-editor/languages/definitions/markdown/register';
import 'monaco-editor/languages/definitions/python/register';
import 'monaco-editor/languages/definitions/shell/register';
import 'monaco-editor/languages/definitions/yaml/register';
import { serveDockerfiles } from './dockerfile.ts';
import type { Tags } from './dockerfile-service.ts';
import { json, nginx } from './grammars.ts';
import { languageOf } from './language.ts';
import { themeOf } from './themes.ts';

/** What the pane wants to be told of, and what the editor looks like. */
export interface CodeOptions {
  readonly label: string;
  /** Tags of an image that the engine has. */
  readonly tags: Tags;
  onChange(key: string, content: string): void;
  onSave(): void;
  /** Escape was pressed, and nothing of the editor's own was open. */
  onEscape(): void;
  /** Enter was pressed; true takes the line out of the text and the key with it. */
  onLine(line: string): boolean;
  /** A key was pressed before anything else was done in a text; true takes it away. */
  onFirstKey(key: string): boolean;
  /** ^O and ^X, for hands that know nano; false leaves them to the editor. */
  onNanoKey(key: 'o' | 'x'): boolean;
}

export interface CodeText {
  readonly key: string;
  readonly path: string;
  readonly content: string;
  readonly readonly: boolean;
  readonly line: number;
}

const IDLE =
  '!suggestWidgetVisible && !findWidgetVisible && !parameterHintsVisible && !inSnippetMode && !markersNavigationVisible && !editorHasMultipleSelections && !editorHoverVisible && !editorHasSelection';

self.MonacoEnvironment = {
  getWorker: () => new Worker(new URL('./monaco.worker.ts', import.meta.url), { type: 'module', name: 'monaco' }),
};
for (const [id, grammar] of Object.entries({ json, nginx })) {
  languages.register({ id });
  languages.setMonarchTokensProvider(id, grammar);
}
let tags: Tags = async () => [];
serveDockerfiles((image) => tags(image));

/** Monaco in a box of the page. */
export class CodeEditor {
  readonly #editor: monaco.IStandaloneCodeEditor;
  readonly #models = new Map<string, { model: monaco.ITextModel; view: monaco.ICodeEditorViewState | null }>();
  readonly #options: CodeOptions;
  #key: string | null = null;
  #untouched = false;
  #silent = false;

  constructor(host: HTMLElement, options: CodeOptions) {
    this.#options = options;
    tags = options.tags;
    const mono = getComputedStyle(document.documentElement).getPropertyValue('--mono');
    this.#editor = monaco.create(host, {
      model: null,
      automaticLayout: true,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      fontFamily: mono || 'monospace',
      ariaLabel: options.label,
      wordWrap: 'on',
      lineNumbersMinChars: 3,
      lineDecorationsWidth: 8,
      overviewRulerLanes: 0,
      folding: false,
      padding: { top: 8, bottom: 8 },
      fixedOverflowWidgets: true,
      renderLineHighlight: 'line',
      tabSize: 4,
      accessibilitySupport: 'auto',
      scrollbar: { useShadows: false, verticalScrollbarSize: 10 },
      stickyScroll: { enabled: false },
      guides: { indentation: false },
      wordBasedSuggestions: 'off',
      // What is typed must come out as it was typed: Tab takes a suggestion, Enter is a new line.
      acceptSuggestionOnEnter: 'off',
    });
    const editor = this.#editor;
    editor.addCommand(KeyMod.CtrlCmd | KeyCode.KeyS, () => options.onSave());
    editor.addCommand(KeyCode.Escape, () => options.onEscape(), IDLE);
    editor.onKeyDown((event) => this.#onKey(event.browserEvent));
    editor.onMouseDown(() => (this.#untouched = false));
    editor.onDidChangeModelContent(() => {
      const model = editor.getModel();
      if (this.#key !== null && model && !this.#silent) options.onChange(this.#key, model.getValue());
    });
  }

  /** Shows a text, as it was left when it was shown before. */
  show(text: CodeText | null): void {
    const editor = this.#editor;
    const before = this.#key === null ? null : this.#models.get(this.#key);
    if (before) before.view = editor.saveViewState();
    this.#key = text?.key ?? null;
    if (!text) {
      editor.setModel(null);
      return;
    }
    const known = this.#models.get(text.key);
    const entry = known ?? {
      model: monaco.createModel(
        text.content,
        languageOf(text.path, text.content),
        Uri.from({ scheme: 'huajuan', path: `/${text.key}${text.path}` }),
      ),
      view: null,
    };
    this.#models.set(text.key, entry);
    editor.setModel(entry.model);
    editor.updateOptions({ readOnly: text.readonly });
    if (entry.view) editor.restoreViewState(entry.view);
    else {
      const last = entry.model.getLineCount();
      const line = text.line === 0 ? last : Math.min(text.line, last);
      editor.setPosition({ lineNumber: line, column: 1 });
      editor.revealLineInCenter(line);
      this.#untouched = true;
    }
  }

  /** The text has this content now (it was changed from outside). */
  set(key: string, content: string): void {
    const model = this.#models.get(key)?.model;
    if (!model || model.getValue() === content) return;
    this.#silent = true;
    model.setValue(content);
    this.#silent = false;
  }

  /** Lets go of texts that are open no more. */
  keep(keys: ReadonlySet<string>): void {
    for (const [key, { model }] of this.#models) {
      if (keys.has(key)) continue;
      this.#models.delete(key);
      model.dispose();
    }
  }

  look({ dark, fontSize, label }: { dark: boolean; fontSize: number; label: string }): void {
    monaco.defineTheme('huajuan', themeOf(dark));
    monaco.setTheme('huajuan');
    this.#editor.updateOptions({ fontSize, lineHeight: 1.5, ariaLabel: label });
  }

  focus(): void {
    this.#editor.focus();
  }

  /** @param line infinite: the last */
  goTo(line: number): void {
    const last = this.#editor.getModel()?.getLineCount() ?? 1;
    this.#editor.setPosition({ lineNumber: Math.max(1, Math.min(line, last)), column: 1 });
    this.#editor.revealLineInCenter(Math.min(line, last));
  }

  /** Selects the next place where that text stands; false when it does not. */
  find(text: string): boolean {
    const position = this.#editor.getPosition();
    const match = position && this.#editor.getModel()?.findNextMatch(text, position, false, true, null, false);
    if (!match) return false;
    this.#editor.setSelection(match.range);
    this.#editor.revealRangeInCenter(match.range);
    return true;
  }

  format(): void {
    void this.#editor.getAction('editor.action.formatDocument')?.run();
  }

  destroy(): void {
    this.#editor.dispose();
    for (const { model } of this.#models.values()) model.dispose();
  }

  #onKey(event: KeyboardEvent): void {
    const take = (): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    const first = this.#untouched;
    if (!/^(?:Shift|Control|Alt|Meta|Process|F6|Tab)$/.test(event.key)) this.#untouched = false;
    if (first && event.key.length === 1 && !event.ctrlKey && !event.metaKey && this.#options.onFirstKey(event.key)) return take();
    if (event.ctrlKey && !event.altKey && (event.code === 'KeyO' || event.code === 'KeyX')) {
      if (this.#options.onNanoKey(event.code === 'KeyO' ? 'o' : 'x')) take();
      return;
    }
    if (event.key !== 'Enter' || event.isComposing) return;
    const [model, position] = [this.#editor.getModel(), this.#editor.getPosition()];
    if (!model || !position) return;
    const line = model.getLineContent(position.lineNumber);
    if (position.column !== line.length + 1 || !this.#options.onLine(line)) return;
    take();
  }

  /** Takes the cursor's line out of the text. */
  removeLine(): void {
    const [model, position] = [this.#editor.getModel(), this.#editor.getPosition()];
    if (!model || !position) return;
    const { lineNumber } = position;
    const range =
      lineNumber > 1
        ? new Range(lineNumber - 1, model.getLineMaxColumn(lineNumber - 1), lineNumber, model.getLineMaxColumn(lineNumber))
        : new Range(1, 1, Math.min(2, model.getLineCount()), model.getLineCount() > 1 ? 1 : model.getLineMaxColumn(1));
    this.#editor.executeEdits('line', [{ range, text: '' }]);
  }
}
