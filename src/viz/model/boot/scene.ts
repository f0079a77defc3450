/** A Linux machine's boot and a container's start side by side, at one step of eight: facts → scene. */
import { formatBytes } from '../../bytes.ts';
import { instruction } from '../instruction.ts';
import type { BootFacts, StartFacts } from './facts.ts';

export const BOOT_STEPS = ['start', 'kernel', 'bootfs', 'readOnly', 'check', 'write', 'init', 'up'] as const;
export type BootStep = (typeof BOOT_STEPS)[number];

/** The stages of the host's boot that a step shows. */
const STAGES: Readonly<Record<BootStep, readonly string[]>> = {
  start: ['firmware'],
  kernel: ['bootloader', 'kernel'],
  bootfs: ['bootfsUnmounted'],
  readOnly: ['rootReadOnly'],
  check: ['selfCheck'],
  write: ['rootReadWrite'],
  init: ['init', 'services'],
  up: ['up'],
};

/** Rows of both pictures, lowest first: what stands at the same height has the same part. */
export type BootRow = 'kernel' | 'bootfs' | 'root' | 'writable' | 'process';

/** How a block looks: not there yet, gone again, part of the host, read-only, writable, or a process. */
export type BlockState = 'ghost' | 'gone' | 'none' | 'ground' | 'read-only' | 'read-write' | 'process';

export interface BootBlock {
  readonly row: BootRow;
  readonly state: BlockState;
  /** How many read-only layers lie in it; 0 for what has none. */
  readonly layers: number;
  /** Whether this step is about it. */
  readonly now: boolean;
}

export interface BootSide {
  readonly blocks: readonly BootBlock[];
  /** Milliseconds since power-on, or since the request; null when not known. */
  readonly ms: number | null;
}

export interface HostSide extends BootSide {
  /** What the console shows in this step. */
  readonly console: readonly string[];
}

export interface ContainerSide extends BootSide {
  readonly start: StartFacts;
  /** Whether namespaces and control group stand around it. */
  readonly isolated: boolean;
  /** What engine and runc have done in this step, in few words of their own. */
  readonly notes: readonly string[];
}

export interface BootScene {
  readonly step: BootStep;
  /** 0 is the first. */
  readonly index: number;
  readonly kernel: string;
  readonly host: HostSide;
  /** Null as long as no container was started. */
  readonly container: ContainerSide | null;
}

/** The scene at a step (0 to 7; others are cut to that). */
export function buildBoot(facts: BootFacts, wanted: number): BootScene {
  const index = Math.max(0, Math.min(BOOT_STEPS.length - 1, wanted));
  const step = BOOT_STEPS[index] ?? 'start';
  const { kernel, stages, start } = facts;
  const mine = stages.filter(({ stage }) => STAGES[step].includes(stage));
  return {
    step,
    index,
    kernel,
    host: {
      blocks: hostBlocks(index),
      ms: mine[0]?.ms ?? null,
      console: mine.flatMap(({ lines }) => lines).filter((line) => line.trim() !== ''),
    },
    container: start && {
      start,
      blocks: containerBlocks(index, start),
      ms: start.ms === null ? null : index === BOOT_STEPS.length - 1 ? start.ms : 0,
      isolated: index >= at('init'),
      notes: notesOf(step, start, kernel),
    },
  };
}

const at = (step: BootStep): number => BOOT_STEPS.indexOf(step);

function hostBlocks(index: number): BootBlock[] {
  const from = (step: BootStep): boolean => index >= at(step);
  const root: BlockState = from('write') ? 'read-write' : from('readOnly') ? 'read-only' : 'ghost';
  return [
    { row: 'process', state: from('init') ? 'process' : 'ghost', layers: 0, now: index === at('init') },
    { row: 'writable', state: 'none', layers: 0, now: false },
    { row: 'root', state: root, layers: 0, now: index >= at('readOnly') && index <= at('write') },
    { row: 'bootfs', state: from('bootfs') ? 'gone' : 'ground', layers: 0, now: index <= at('bootfs') },
    { row: 'kernel', state: from('kernel') ? 'ground' : 'ghost', layers: 0, now: index === at('kernel') },
  ];
}

function containerBlocks(index: number, { layers, readonly }: StartFacts): BootBlock[] {
  const from = (step: BootStep): boolean => index >= at(step);
  const writable: BlockState = !from('write') ? 'ghost' : readonly ? 'read-only' : 'read-write';
  return [
    { row: 'process', state: from('init') ? 'process' : 'ghost', layers: 0, now: index === at('init') },
    { row: 'writable', state: writable, layers: 0, now: index === at('write') },
    {
      row: 'root',
      state: from('readOnly') ? 'read-only' : 'ghost',
      layers: layers.length,
      now: index === at('readOnly') || index === at('check'),
    },
    { row: 'bootfs', state: 'none', layers: 0, now: false },
    { row: 'kernel', state: 'ground', layers: 0, now: index === at('kernel') },
  ];
}

/** Lines like those of a log: names and numbers of the engine's own, the same in every language. */
function notesOf(step: BootStep, { name, layers, made, first, command, readonly }: StartFacts, kernel: string): string[] {
  switch (step) {
    case 'start':
      return [`POST /containers/${name}/start`];
    case 'kernel':
      return [`uname -r: ${kernel.replace(/^Linux /, '')}`];
    case 'bootfs':
      return [];
    case 'readOnly':
      return layers.map(({ size, createdBy }, n) =>
        `ro ${n + 1}/${layers.length} ${formatBytes(size)} ${instruction(createdBy)}`.trimEnd(),
      );
    case 'check':
      return layers.length > 0 ? [`${layers.length} × sha256 = content`] : [];
    case 'write':
      return [`${made?.driver ?? 'overlay2'}: ${readonly ? 'ro' : 'rw'} ${first ? '0 B' : ''}`.trimEnd()];
    case 'init':
      return made
        ? [
            `namespaces: ${Object.entries(made.namespaces)
              .map(([kind, whose]) => (whose === 'own' ? kind : `${kind} (${whose})`))
              .join(' ')}`,
            `cgroup: ${made.cgroup.replace(/[0-9a-f]{52}$/, '…')}`,
            `mounts: ${made.mounts.filter((path) => !path.startsWith('/sys/fs/cgroup/')).join(' ')}`,
            `exec ${command}`,
          ]
        : [`exec ${command}`];
    case 'up':
      return made ? [`PID ${made.pidInside} = PID ${made.pid}`] : [];
  }
}
