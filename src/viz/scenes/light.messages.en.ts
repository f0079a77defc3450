/** Why so light, in English. */
import { formatBytes } from '../bytes.ts';
import { type Basis, FIGURES_OF, SOURCES } from '../model/light/figures.ts';
import type { LightScene, Quantity } from '../model/light/scene.ts';
import type { LightWords, StackPart } from '../model/light/words.ts';

const plural = (count: number, one: string): string => `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;

function duration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 99.5) return `${Number(seconds.toFixed(seconds < 9.95 ? 1 : 0))} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min${whole % 60 === 0 ? '' : ` ${whole % 60} s`}`;
}

const amount = (quantity: Quantity, value: number): string => (quantity === 'start' ? duration(value) : formatBytes(value));

function times(ratio: number): string {
  if (!Number.isFinite(ratio)) return 'all of it';
  const rounded = ratio < 9.95 ? Number(ratio.toFixed(1)) : Math.round(ratio);
  return rounded === 1 ? 'as much' : `${rounded.toLocaleString('en')} times`;
}

const PARTS: Readonly<Record<StackPart, string>> = {
  hardware: 'Hardware',
  hypervisor: 'Hypervisor',
  'guest-kernel': 'Kernel',
  'guest-system': 'Guest OS',
  'guest-libraries': 'Libraries',
  'guest-app': 'Application',
  'host-kernel': 'Host OS, one kernel',
  engine: 'Docker Engine',
  image: 'Image layers',
  rw: 'Read-write',
  process: 'Application',
};

const DETAILS: Readonly<Partial<Record<StackPart, (scene: LightScene) => string>>> = {
  hardware: () => 'the same on both sides',
  hypervisor: () => 'makes virtual hardware',
  'host-kernel': ({ kernel }) => kernel,
  engine: () => 'starts processes, no machines',
  image: ({ layers, imageBytes, sharing }) =>
    sharing ? `${layers > 0 ? `${layers}, ` : ''}read-only, once: ${formatBytes(imageBytes)}` : '',
};

const ABOUT: Readonly<Record<StackPart, (scene: LightScene) => string>> = {
  hardware: () => 'The same hardware on both sides; it is not counted.',
  hypervisor: () => 'The hypervisor shows each guest a whole virtual computer: processor, memory, disk, network card.',
  'guest-kernel': ({ count, guest }) =>
    `${plural(count, 'kernel')}, one in each ${guest.name} guest: each is loaded and booted for itself.`,
  'guest-system': ({ count, guest }) =>
    `${plural(count, 'guest system')}: at least ${formatBytes(guest.memory.value)} of memory and ${formatBytes(guest.disk.value)} of disk each.`,
  'guest-libraries': () => 'Libraries are copied onto the disk of every guest.',
  'guest-app': ({ app }) => `The application itself takes the same as in a container: ${formatBytes(app.value)} of memory.`,
  'host-kernel': ({ kernel, count }) =>
    `One kernel${kernel === '' ? '' : ` (${kernel})`} for ${count === 1 ? 'the container' : `all ${count} containers`} and for the host: namespaces and cgroups keep them apart.`,
  engine: () => 'The Docker Engine mounts layers and starts processes. Nothing boots.',
  image: ({ sharing, imageBytes, count, saved }) =>
    sharing
      ? `The image’s read-only layers lie on the disk once, ${formatBytes(imageBytes)}, for ${plural(count, 'container')}. Sharing saves ${formatBytes(saved)}.`
      : `As if each container had its own copy: ${count} × ${formatBytes(imageBytes)}. It is not so on the disk; sharing saves ${formatBytes(saved)}.`,
  rw: ({ rwBytes }) => `Each container has a read-write layer of its own, here ${formatBytes(rwBytes)}: only what it has changed.`,
  process: ({ app }) => `A container is processes on the host’s kernel: ${formatBytes(app.value)} of memory.`,
};

const basis = (of: Basis): string =>
  of.kind === 'measured' ? 'measured here' : of.kind === 'assumed' ? 'assumed' : SOURCES[of.source].name;

const short = (of: Basis): string => (of.kind === 'source' ? SOURCES[of.source].short : basis(of));

export const en: LightWords = {
  pictureName: 'Virtual machines and containers, as a picture',
  treeName: 'Virtual machines and containers',
  emptyHint: 'Nothing here yet: nginx as an example. Try: docker run -d --name web nginx',
  sentence({ count }, { quantity, vm, container, ratio }) {
    const what = { memory: 'of memory', disk: 'of disk', start: 'to start' }[quantity];
    const more = ratio > 1.05 ? ` – ${times(ratio)}` : '';
    return `${plural(count, 'container')}: ${amount(quantity, container.total)} ${what}; ${plural(count, 'virtual machine')}: ${amount(quantity, vm.total)}${more}`;
  },
  chooserName: 'Image or container',
  subject: ({ kind, name, image }) =>
    kind === 'example' ? `Example: ${name}` : kind === 'image' ? `${name} (image)` : `${name} (${image})`,
  place: ({ index, of }) => (of > 1 ? `${index + 1} of ${of}` : ''),
  previous: 'Previous',
  next: 'Next',
  sliderName: 'How many of them',
  sliderValue: (count) => `${count} ×`,
  sharingName: 'Shared layers once',
  stackTitle: (side, count) => plural(count, side === 'vm' ? 'virtual machine' : 'container'),
  stackNote: (side) =>
    side === 'vm' ? 'a kernel in each: any system, strong isolation' : 'one kernel for all, no other; weaker isolation',
  part: (part) => PARTS[part],
  partDetail: (part, scene) => DETAILS[part]?.(scene) ?? '',
  aboutPart: (part, scene) => ABOUT[part](scene),
  quantity: (quantity) => ({ memory: 'Memory', disk: 'Disk', start: 'Start, one by one' })[quantity],
  ratio: times,
  side: (side) => (side === 'vm' ? 'VMs' : 'Containers'),
  amount,
  aboutMeasure({ quantity }, { guest, app, imageBytes, rwBytes, start, sharing }) {
    switch (quantity) {
      case 'memory':
        return `Each guest ${formatBytes(guest.memory.value)} (${basis(guest.memory.basis)}); each application ${formatBytes(app.value)} (${basis(app.basis)})`;
      case 'disk':
        return `Each guest ${formatBytes(guest.disk.value)} (${basis(guest.disk.basis)}); the image ${formatBytes(imageBytes)} ${sharing ? 'once' : 'for each'}, each read-write layer ${formatBytes(rwBytes)}`;
      case 'start':
        return `Each guest ${duration(guest.boot.value)} (${basis(guest.boot.basis)}); each container ${duration(start.value)} (${basis(start.basis)})`;
    }
  },
  sources(side, { guest, standIn, app, start, subject }) {
    if (side === 'vm') {
      const assumed = guest.boot.basis.kind === 'assumed' ? ', assumed for this guest' : '';
      return `VMs: ${guest.name}${standIn ? ' (assumed)' : ''} at its least (${short(guest.memory.basis)}); boot ${duration(guest.boot.value)} (${SOURCES.vmBoot.short}, Debian 9${assumed})`;
    }
    const memory = app.basis.kind === 'measured' ? 'memory: docker stats' : `memory: ${formatBytes(app.value)} assumed`;
    const sizes = subject.kind === 'example' ? 'disk: Docker Hub’s image' : 'disk: docker ps -s';
    const began = start.basis.kind === 'measured' ? 'start: docker events' : `start ${duration(start.value)} (${short(start.basis)})`;
    return `Containers: ${memory}; ${sizes}; ${began}`;
  },
  saved: ({ sharing, saved }) => `Sharing ${sharing ? 'saves' : 'would save'} ${formatBytes(saved)} of disk`,
  sourcesName: `Where the figures are from (${FIGURES_OF})`,
  notesName: 'What to keep in mind',
  notes: ({ kernel }) => [
    `A container uses the host’s kernel${kernel === '' ? '' : ` (${kernel})`}: another kernel, or Windows, is not possible in it; a virtual machine boots whatever it likes.`,
    'A fault in the shared kernel concerns every container: the isolation is weaker than a virtual machine’s.',
    'The least figures are used for the guests; thin disks and linked clones take less disk than reserved, micro virtual machines start in a fraction of a second. Each still has a kernel of its own.',
    'What the host itself takes is on both sides and is not counted.',
    'This engine is a model and charges no time for a start; the figure is one measured on real machines. A true engine’s own events are used when there is one.',
  ],
};
