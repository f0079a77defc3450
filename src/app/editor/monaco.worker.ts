/** Monaco's own worker: links, words, marks of odd characters. */
import 'monaco-editor/editor/editor.worker';
