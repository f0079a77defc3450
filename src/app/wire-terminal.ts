/** Joins the terminal emulator and the machine’s shell: keys in, output out, and a new shell when the old one has ended. */
import type { Machine } from './machine.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';
import type { Screen } from './screen.ts';

export function wireTerminal(machine: Machine, screen: Screen, preferences: Preferences): void {
  let ended = false;
  screen.onData = (text) => {
    if (!ended) machine.type(text);
    else if (text === '\r') {
      ended = false;
      screen.reset();
      machine.openShell();
    }
  };
  screen.onResize = (cols, rows) => machine.resize(cols, rows);
  machine.onOutput = (data) => screen.write(data);
  machine.onExit = (code) => {
    ended = true;
    screen.write(`\r\n\x1b[2m${preferences.m.shellEnded(code)}\x1b[0m\r\n`);
  };
  machine.onReset = () => {
    ended = false;
    screen.reset();
  };
}
