/** apt-get remove, purge and autoremove. */
import { field } from '../packages/dpkg-database.ts';
import { confirm, fail, goingNames } from './apt-install.ts';
import type { AptOptions } from './apt-options.ts';
import { removePackages } from './apt-run.ts';
import type { AptState } from './apt-state.ts';
import { listText, screenWidth, sizeText } from './apt-words.ts';
import type { Command } from './command.ts';

/** Takes away the packages that `words` name (none: only those nobody needs any more, when `auto`). */
export async function remove(
  cmd: Command,
  state: AptState,
  options: AptOptions,
  words: readonly string[],
  { purge, auto }: { readonly purge: boolean; readonly auto: boolean },
): Promise<number> {
  const say = (text: string): void => {
    if (options.quiet < 2) cmd.out(text);
  };
  const names: string[] = [];
  const missing: string[] = [];
  for (const word of words) {
    const name = word.replace(/:amd64$/, '');
    if (state.installed(name) || (purge && state.get(name))) names.push(name);
    else if (state.index.get(name) || state.get(name)) say(`Package '${name}' is not installed, so not removed\n`);
    else missing.push(name);
  }
  if (missing.length > 0) fail(cmd, missing.map((name) => `Unable to locate package ${name}`).join('\nE: '));
  const given = state.dependents(names);
  const essential = given.filter((name) => field(state.get(name)?.text ?? '', 'Priority') === 'required');
  const width = screenWidth(cmd);
  const unneeded = state.unneeded(new Set(given));
  const going = auto ? [...given, ...unneeded] : given;
  if (!auto && unneeded.length > 0) {
    const many = unneeded.length > 1;
    const title = `The following package${many ? 's were' : ' was'} automatically installed and ${many ? 'are' : 'is'} no longer required:`;
    say(`${listText(title, unneeded, width)}Use 'apt autoremove' to remove ${many ? 'them' : 'it'}.\n`);
  }
  say(listText('The following packages will be REMOVED:', goingNames(going, purge), width));
  if (essential.length > 0)
    say(
      `${listText('WARNING: The following essential packages will be removed.\nThis should NOT be done unless you know exactly what you are doing!', essential, width)}`,
    );
  say(`0 upgraded, 0 newly installed, ${going.length} to remove and ${state.upgradable().length} not upgraded.\n`);
  if (going.length === 0) return 0;
  if (essential.length > 0) fail(cmd, 'Removing essential system-critical packages is not permitted. This might break the system.');
  if (options.simulate) {
    for (const name of going) cmd.out(`${purge ? 'Purg' : 'Remv'} ${name} [${state.get(name)?.version ?? ''}]\n`);
    return 0;
  }
  const freed = going.reduce(
    (sum, name) => sum + (state.installed(name) ? Number(field(state.get(name)?.text ?? '', 'Installed-Size')) * 1024 : 0),
    0,
  );
  say(`After this operation, ${sizeText(freed)}B disk space will be freed.\n`);
  await confirm(cmd, options);
  await removePackages(cmd, state, going, purge);
  return 0;
}
