import { listCommand } from './experimental.ts';

/** `docker manifest push` */
export const push = listCommand('push', {
  usage: '[OPTIONS] MANIFEST_LIST',
  short: 'Push a manifest list to a repository',
  flags: `insecure: Allow push to an insecure registry
p,purge: Remove the local manifest list after push`,
});
