import type { Main } from './command.ts';
import { copy, destinations } from './copy.ts';
import { getopt } from './getopt.ts';

/** cp(1). */
export const cp: Main = async (cmd) => {
  const options = getopt(
    cmd,
    cmd.gnu ? 'abdfHilLnprst:uvxPRS:TZ' : 'adRfilpPrLHsuvnTt:',
    'archive=a attributes-only backup:: force=f interactive=i link=l dereference=L no-clobber=n no-dereference=P preserve:: no-preserve: parents recursive=r symbolic-link=s target-directory:=t no-target-directory=T update=u verbose=v reflink:: sparse: remove-destination strip-trailing-slashes one-file-system=x',
  );
  const archive = options.has('a');
  const kept = (options.get('preserve') || 'mode,ownership,timestamps').split(',');
  const keep = (word: string, letter = 'p'): boolean =>
    archive || options.has(letter) || (options.has('preserve') && (kept.includes(word) || kept.includes('all')));
  const recursive = archive || options.has('r') || options.has('R');
  const links = options.last('LPdHa');
  const jobs = destinations(cmd, options.args, options.get('t'), options.has('T'));
  const made = new Set<string>();
  const settings = {
    recursive,
    follow:
      links === 'L'
        ? ('always' as const)
        : links === 'H'
          ? ('operands' as const)
          : links !== '' || (recursive && cmd.gnu)
            ? ('never' as const)
            : recursive
              ? ('never' as const)
              : ('always' as const),
    preserve: { mode: keep('mode'), owner: keep('ownership'), times: keep('timestamps') },
    force: options.has('f') || options.has('remove-destination'),
    interactive: options.last('fin') === 'i',
    noClobber: options.last('in') === 'n',
    update: options.has('u'),
    verbose: options.has('v'),
    link: options.has('l') ? ('hard' as const) : options.has('s') ? ('symbolic' as const) : ('' as const),
    attributesOnly: options.has('attributes-only'),
    copied: new Map<string, string>(),
  };
  for (const { from, to } of jobs) {
    if (cmd.gnu && made.has(to)) {
      cmd.warn(`will not overwrite just-created '${to}' with '${from}'`);
      continue;
    }
    if (await copy(cmd, settings, from, to)) made.add(to);
  }
};
