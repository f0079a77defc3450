/** Colours for what Monaco has no small grammar of. */
import type { languages } from 'monaco-editor/editor';

/** JSON, without the service that comes with Monaco's own. */
export const json: languages.IMonarchLanguage = {
  tokenizer: {
    root: [
      [/"(?:[^"\\]|\\.)*"(?=\s*:)/, 'key'],
      [/"(?:[^"\\]|\\.)*"/, 'string'],
      [/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, 'number'],
      [/\b(?:true|false|null)\b/, 'keyword'],
      [/[{}[\],:]/, 'delimiter'],
    ],
  },
};

/** nginx.conf. */
export const nginx: languages.IMonarchLanguage = {
  tokenizer: {
    root: [
      [/#.*$/, 'comment'],
      [/(^|[{;])(\s*)([\w-]+)/, ['delimiter', '', 'keyword']],
      [/\$\w+|\$\{\w+\}/, 'variable'],
      [/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/, 'string'],
      [/\b\d+[kmghsd]?\b/, 'number'],
      [/[{};]/, 'delimiter'],
    ],
  },
};
