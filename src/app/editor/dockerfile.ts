/** Dockerfiles in Monaco by dockerfile-language-service, which is fetched with the first of them. */
import type { DockerfileLanguageService } from 'dockerfile-language-service';
import { editor as monaco, type IRange, languages, MarkerSeverity } from 'monaco-editor/editor';
import type { Diagnostic, Range as LspRange, TextEdit } from 'vscode-languageserver-types';
import type { Tags } from './dockerfile-service.ts';

const LANGUAGE = 'dockerfile';
const QUIET_MS = 250;

const fromLsp = ({ start, end }: LspRange): IRange => ({
  startLineNumber: start.line + 1,
  startColumn: start.character + 1,
  endLineNumber: end.line + 1,
  endColumn: end.character + 1,
});
const toLsp = ({ lineNumber, column }: { lineNumber: number; column: number }) => ({ line: lineNumber - 1, character: column - 1 });
const edits = (list: readonly TextEdit[]): languages.TextEdit[] =>
  list.map(({ range, newText }) => ({ range: fromLsp(range), text: newText }));
const markdown = (value: unknown): { value: string }[] => {
  if (typeof value === 'string') return value === '' ? [] : [{ value }];
  if (Array.isArray(value)) return value.flatMap(markdown);
  return typeof value === 'object' && value !== null && 'value' in value ? markdown(value.value) : [];
};
/** The protocol's kinds of completion that the service gives, in Monaco's numbers. */
const KINDS: Readonly<Record<number, languages.CompletionItemKind>> = {
  3: languages.CompletionItemKind.Function,
  5: languages.CompletionItemKind.Field,
  6: languages.CompletionItemKind.Variable,
  9: languages.CompletionItemKind.Module,
  10: languages.CompletionItemKind.Property,
  14: languages.CompletionItemKind.Keyword,
  18: languages.CompletionItemKind.Reference,
  23: languages.CompletionItemKind.Event,
};
const SEVERITIES = [MarkerSeverity.Error, MarkerSeverity.Error, MarkerSeverity.Warning, MarkerSeverity.Info, MarkerSeverity.Hint] as const;

/** Completion, hover, formatting and marks for every Dockerfile that is opened. */
export function serveDockerfiles(tags: Tags): void {
  let service: Promise<DockerfileLanguageService> | null = null;
  const load = (): Promise<DockerfileLanguageService> => {
    service ??= import('./dockerfile-service.ts').then(({ makeService }) => makeService(tags));
    return service;
  };
  languages.registerCompletionItemProvider(LANGUAGE, {
    triggerCharacters: ['=', '$', '-', ':'],
    async provideCompletionItems(model, position) {
      const service = await load();
      const word = model.getWordUntilPosition(position);
      const fallback: IRange = {
        startLineNumber: position.lineNumber,
        startColumn: word.startColumn,
        endLineNumber: position.lineNumber,
        endColumn: word.endColumn,
      };
      const items = await service.computeCompletionItems(model.getValue(), toLsp(position));
      return {
        suggestions: items.map((item) => {
          const edit = item.textEdit && 'range' in item.textEdit ? item.textEdit : null;
          const documentation = markdown(service.resolveCompletionItem({ ...item }).documentation)[0];
          return {
            label: item.label,
            kind: KINDS[item.kind ?? 14] ?? languages.CompletionItemKind.Keyword,
            insertText: edit?.newText ?? item.insertText ?? item.label,
            range: edit ? fromLsp(edit.range) : fallback,
            ...(item.insertTextFormat === 2 ? { insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet } : {}),
            ...(documentation ? { documentation } : {}),
          };
        }),
      };
    },
  });
  languages.registerHoverProvider(LANGUAGE, {
    async provideHover(model, position) {
      const hover = (await load()).computeHover(model.getValue(), toLsp(position));
      return hover ? { contents: markdown(hover.contents), ...(hover.range ? { range: fromLsp(hover.range) } : {}) } : null;
    },
  });
  languages.registerDocumentFormattingEditProvider(LANGUAGE, {
    async provideDocumentFormattingEdits(model, options) {
      return edits((await load()).format(model.getValue(), { ...options }));
    },
  });
  const watch = (model: monaco.ITextModel): void => {
    if (model.getLanguageId() !== LANGUAGE) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const check = async (): Promise<void> => {
      const text = model.getValue();
      const service = await load();
      const found = text.trim() === '' ? [] : service.validate(text);
      if (!model.isDisposed()) monaco.setModelMarkers(model, LANGUAGE, found.map(marker));
    };
    const soon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void check(), QUIET_MS);
    };
    model.onDidChangeContent(soon);
    model.onWillDispose(() => clearTimeout(timer));
    soon();
  };
  monaco.onDidCreateModel(watch);
}

const marker = ({ range, message, severity = 1 }: Diagnostic): monaco.IMarkerData => ({
  ...fromLsp(range),
  message: typeof message === 'string' ? message : message.value,
  severity: SEVERITIES[severity] ?? MarkerSeverity.Error,
});
