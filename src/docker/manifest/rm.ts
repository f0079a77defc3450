import { listCommand } from './experimental.ts';

/** `docker manifest rm` */
export const rm = listCommand('rm', {
  usage: 'MANIFEST_LIST [MANIFEST_LIST...]',
  short: 'Delete one or more manifest lists from local storage',
});
