import { beforeEach, expect, test } from 'vitest';
import type { Input } from '../../sim/journal.ts';
import type { EditorView } from '../../sim/kernel/files/editor-file.ts';
import { Workbench } from './workbench.svelte.ts';

let inputs: Input[];
let bench: Workbench;
let programs: boolean[];

beforeEach(() => {
  sessionStorage.clear();
  inputs = [];
  programs = [];
  bench = make();
});

function make(): Workbench {
  const made = new Workbench((input) => inputs.push(input), sessionStorage);
  made.onProgram = (open) => programs.push(open);
  return made;
}

const view = (more: Partial<EditorView> = {}): EditorView => ({
  id: 1,
  program: 'vim',
  container: null,
  files: [{ path: '/root/a', text: 'one', readonly: false }],
  line: 1,
  message: '"a" 1L, 4B',
  answers: 0,
  failed: false,
  ...more,
});

test('save and close: written first, left when that has worked', () => {
  bench.programs([view()]);
  expect(programs).toEqual([true]);
  bench.change('1.0', 'two');
  bench.save({ leave: true });
  expect(inputs).toEqual([{ kind: 'write', editor: 1, file: 0, path: '/root/a', text: 'two', force: false }]);
  bench.programs([view({ answers: 1, failed: true, message: 'E212' })]);
  expect(inputs).toHaveLength(1);
  expect(bench.said).toEqual({ kind: 'program', text: 'E212', failed: true });
  bench.save({ leave: true });
  bench.programs([view({ answers: 2, files: [{ path: '/root/a', text: 'two', readonly: false }] })]);
  expect(inputs.at(-1)).toEqual({ kind: 'leave', editor: 1, code: 0 });
  bench.programs([]);
  expect([bench.shown, programs]).toEqual([false, [true, false]]);
});

test('unsaved work is not left without a word', () => {
  bench.programs([view()]);
  bench.change('1.0', 'two');
  bench.close(false);
  expect([bench.asking, inputs]).toEqual([true, []]);
  bench.close(true);
  expect(inputs).toEqual([{ kind: 'leave', editor: 1, code: 0 }]);
});

test('drafts come back with their editor after a reload, and not in a fresh world', () => {
  bench.programs([view()]);
  bench.change('1.0', 'unsaved');
  const reloaded = make();
  reloaded.programs([view()]);
  expect(reloaded.content(reloaded.texts[0] ?? expect.fail())).toBe('unsaved');
  reloaded.clear();
  const fresh = make();
  fresh.programs([view()]);
  expect(fresh.drafts.size).toBe(0);
});

test('files of the tree are saved on the host and in containers', () => {
  bench.open({ source: { kind: 'host' }, path: '/etc/hosts', saved: 'a\n' });
  bench.change('host:/etc/hosts', 'b\n');
  bench.save();
  bench.open({ source: { kind: 'container', id: 'c1', name: 'box' }, path: '/x', saved: '' });
  bench.change('c1:/x', 'y');
  bench.save({ leave: true });
  expect(inputs).toEqual([
    { kind: 'save', path: '/etc/hosts', text: 'b\n' },
    { kind: 'put', container: 'c1', path: '/x', text: 'y' },
  ]);
  expect(bench.texts.map(({ path }) => path)).toEqual(['/etc/hosts']);
});
