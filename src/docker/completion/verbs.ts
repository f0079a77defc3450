/** The verbs of `docker completion`: scripts for the shells of other machines. The terminal here completes by itself. */
import type { Command } from '../command.ts';
import { unsimulated } from '../unsimulated.ts';

const script = (shell: string): Command => ({
  ...unsimulated(`docker completion ${shell}`, {
    usage: shell === 'bash' ? '' : '[flags]',
    short: `Generate the autocompletion script for ${shell}`,
    flags: 'no-descriptions: disable completion descriptions',
  }),
});

export const verbs: Readonly<Record<string, Command>> = {
  bash: script('bash'),
  fish: script('fish'),
  powershell: script('powershell'),
  zsh: script('zsh'),
};
