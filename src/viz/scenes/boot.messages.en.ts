import type { BootWords } from './boot.messages.ts';

const plural = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;
const time = (ms: number): string => (ms < 1 ? 'under 1 ms' : ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`);

/** The boot scene in English. */
export const en: BootWords = {
  picture: 'Boot, as a picture',
  tree: 'Boot, step by step',
  previous: 'Step back',
  next: 'Next step',
  play: 'Play',
  pause: 'Pause',
  steps: 'Steps',
  stepOf: (n, of) => `Step ${n} of ${of}`,
  title: {
    start: 'Start',
    kernel: 'The kernel',
    bootfs: 'bootfs is unmounted',
    readOnly: 'Mounted read-only',
    check: 'Self-check',
    write: 'Room to write',
    init: 'Process 1',
    up: 'Ready',
  },
  hostName: 'Traditional Linux',
  containerName: (name) => `Container ${name}`,
  noContainer: 'A container',
  hint: 'No container has been started yet. Type: docker run -d busybox sleep 1000',
  host: {
    start: () => 'Power on. The firmware looks for a disk to boot from.',
    kernel: () => 'The boot loader reads the kernel from bootfs and starts it.',
    bootfs: () => 'The kernel is in memory: bootfs has done its work and is unmounted.',
    readOnly: () => 'The root file system is mounted, read-only for now.',
    check: () => 'It is checked while nothing can write to it.',
    write: () => 'In order: the same file system is remounted read-write.',
    init: () => 'systemd is process 1 and starts the services, dockerd among them.',
    up: ({ ms }) => (ms === null ? 'Up: one can log in.' : `Up: one can log in, ${time(ms)} after power-on.`),
  },
  container: {
    start: () => 'Nothing is switched on: the daemon is asked to start it.',
    kernel: () => "No kernel is loaded, an image has none. The host's runs already.",
    bootfs: () => 'Nothing to unmount: no bootfs, no boot loader.',
    readOnly: ({ layers }) =>
      layers === 1
        ? 'Its one image layer is mounted read-only.'
        : `Its ${plural(layers, 'image layer')} are mounted as one tree, read-only.`,
    check: () => 'Nothing to check: these layers never change.',
    write: ({ first, readonly }) =>
      readonly
        ? 'Started with --read-only: the layer on top takes no writes either.'
        : first
          ? 'They stay read-only. An empty read-write layer goes on top instead.'
          : 'They stay read-only. Its read-write layer goes on top, with what it wrote before.',
    init: () => 'Namespaces and a cgroup around it, its command as process 1.',
    up: ({ ms }) =>
      ms === null
        ? 'Running: no firmware, no boot loader, no kernel of its own.'
        : `Running, ${time(ms)} after the request: there was nothing to boot.`,
  },
  time,
  hostBlock(row, state, kernel) {
    if (row === 'kernel') return state === 'ground' ? `${kernel}, in memory` : 'kernel';
    if (row === 'bootfs') return state === 'gone' ? 'bootfs, unmounted' : 'bootfs: boot loader, kernel';
    if (row === 'root') return state === 'read-write' ? 'rootfs, read-write' : state === 'read-only' ? 'rootfs, read-only' : 'rootfs';
    if (row === 'process') return state === 'process' ? 'PID 1: systemd' : 'PID 1';
    return '';
  },
  containerBlock(row, state, { kernel, layers, first, command }) {
    if (row === 'kernel') return `${kernel}, the host's`;
    if (row === 'bootfs') return 'no bootfs';
    if (row === 'root')
      return layers === 0
        ? 'image layers'
        : state === 'ghost'
          ? plural(layers, 'image layer')
          : `${plural(layers, 'image layer')}, read-only`;
    if (row === 'process') return state === 'process' ? `PID 1: ${command}` : 'PID 1';
    if (state === 'ghost') return 'read-write layer';
    return state === 'read-only' ? 'top layer, read-only' : first ? 'read-write layer, empty' : 'read-write layer';
  },
  isolation: 'namespaces + cgroup',
  console: 'Console',
  engine: 'Docker Engine and runc',
};
