/** Monaco in the page's paper and ink. */
import type { editor } from 'monaco-editor/editor';

const colour = (dark: boolean, light: string, night: string): string => (dark ? night : light);

/** The theme for a light or a dark page. */
export function themeOf(dark: boolean): editor.IStandaloneThemeData {
  const c = (light: string, night: string): string => colour(dark, light, night);
  return {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: 'keyword', foreground: c('2b5c9e', '8ab4f0'), fontStyle: 'bold' },
      { token: 'type', foreground: c('2b5c9e', '8ab4f0') },
      { token: 'variable', foreground: c('79409c', 'c9a2ec') },
      { token: 'string', foreground: c('256b3d', '8fd6a3') },
      { token: 'comment', foreground: c('6a6459', '9a9ea8') },
      { token: 'number', foreground: c('a8520b', 'ffb066') },
      { token: 'key', foreground: c('2b5c9e', '8ab4f0') },
    ],
    colors: {
      'editor.background': c('#fffdf8', '#0d1015'),
      'editor.foreground': c('#22201c', '#e2dfd8'),
      'editorLineNumber.foreground': c('#766f63', '#848a96'),
      'editorLineNumber.activeForeground': c('#22201c', '#e2dfd8'),
      'editorCursor.foreground': c('#a8520b', '#ffb066'),
      'editor.lineHighlightBackground': c('#f6f1e6', '#161b23'),
      'editor.lineHighlightBorder': '#00000000',
      'editor.selectionBackground': c('#cfe0f5', '#2f415c'),
      'editorWidget.background': c('#fffdf8', '#191d25'),
      'editorWidget.border': c('#ddd5c7', '#2d333e'),
      'editorSuggestWidget.selectedBackground': c('#dbe7f7', '#2f415c'),
      'editorSuggestWidget.selectedForeground': c('#22201c', '#e9e6df'),
      'editorSuggestWidget.highlightForeground': c('#2b5c9e', '#8ab4f0'),
      'editorSuggestWidget.focusHighlightForeground': c('#2b5c9e', '#8ab4f0'),
      'editorHoverWidget.background': c('#fffdf8', '#191d25'),
      focusBorder: c('#2b5c9e', '#8ab4f0'),
    },
  };
}
