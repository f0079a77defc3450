/** Joins the editor's pane and the machine: which programs wait in it, and what becomes of them when the machine is made anew. */
import type { Machine } from '../machine.svelte.ts';
import type { Workbench } from './workbench.svelte.ts';

export function wireEditor(machine: Machine, work: Workbench): void {
  let world = machine.worlds;
  const terminalReset = machine.onReset;
  machine.onEditors = (editors) => work.programs(editors);
  machine.onRefused = (path, why) => work.refused(path, why);
  machine.onReset = () => {
    terminalReset();
    // A fresh world has none of the files; one that is restored opens its editors again.
    if (machine.worlds === world) work.lost();
    else work.clear();
    world = machine.worlds;
  };
}
