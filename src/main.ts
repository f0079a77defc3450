/** Boots the page; the only place in it that joins its rooms. */
import { mount } from 'svelte';
import App from './app/App.svelte';
import './app/app.css';
import { Machine } from './app/machine.svelte.ts';
import { Preferences } from './app/preferences.svelte.ts';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

const query = new URLSearchParams(location.search);
const seed = Number(query.get('seed') ?? Number.NaN);
const machine = new Machine({
  catalog: query.get('catalog') === 'fixtures' ? 'fixtures' : 'hub',
  seed: Number.isSafeInteger(seed) ? seed : (crypto.getRandomValues(new Uint32Array(1))[0] ?? 1),
  epoch: Date.now(),
});

mount(App, { target, props: { machine, preferences: new Preferences(query.get('lang')) } });
