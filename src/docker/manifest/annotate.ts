import { listCommand } from './experimental.ts';

/** `docker manifest annotate` */
export const annotate = listCommand('annotate', {
  usage: '[OPTIONS] MANIFEST_LIST MANIFEST',
  short: 'Add additional information to a local image manifest',
  flags: `arch string: Set architecture
os string: Set operating system
os-features strings: Set operating system feature
os-version string: Set operating system version
variant string: Set architecture variant`,
});
