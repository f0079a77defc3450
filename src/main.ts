/** Boots the page; the only place in it that joins its rooms. */
import { mount } from 'svelte';
import App from './app/App.svelte';
import './app/app.css';
import { wireEditor } from './app/editor/wire-editor.ts';
import { Workbench } from './app/editor/workbench.svelte.ts';
import { JournalStore } from './app/journal-store.ts';
import { forgetProgress } from './app/lesson.svelte.ts';
import { Machine } from './app/machine.svelte.ts';
import { notices } from './app/notices.svelte.ts';
import { Preferences } from './app/preferences.svelte.ts';
import { Screen } from './app/screen.ts';
import { wireTerminal } from './app/wire-terminal.ts';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

const query = new URLSearchParams(location.search);
const preferences = new Preferences(query.get('lang'));
preferences.apply();

const catalog = query.get('catalog') === 'fixtures' ? 'fixtures' : 'hub';
const asked = query.get('seed');
const seed = asked !== null && Number.isSafeInteger(Number(asked)) ? Number(asked) : null;

const store = new JournalStore(tabStorage());
const { journal, problem } = await store.load();
// The address asks for a world: one that was kept counts only if it is that one.
const kept = journal && journal.catalog === catalog && (seed === null || journal.seed === seed) ? journal : null;
if (!kept) forgetProgress();
notices.unreadable = problem;
store.onTooLong = () => {
  notices.tooLong = true;
};
addEventListener('pagehide', () => store.flush());

const machine = new Machine({
  catalog,
  kept,
  fresh: () => ({ seed: seed ?? crypto.getRandomValues(new Uint32Array(1))[0] ?? 1, epoch: Date.now() }),
  onJournal: (now) => store.save(now),
});
const screen = new Screen();
const work = new Workbench((input) => machine.input(input), tabStorage());
if (!kept) work.clear();
wireTerminal(machine, screen, preferences);
wireEditor(machine, work);

mount(App, { target, props: { machine, screen, work, preferences } });

/** This tab's storage, null where the browser forbids it. */
function tabStorage(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}
