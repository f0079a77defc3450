import { listCommand } from './experimental.ts';

/** `docker manifest create` */
export const create = listCommand('create', {
  usage: 'MANIFEST_LIST MANIFEST [MANIFEST...]',
  short: 'Create a local manifest list for annotating and pushing to a registry',
  flags: `a,amend: Amend an existing manifest list
insecure: Allow communication with an insecure registry`,
});
