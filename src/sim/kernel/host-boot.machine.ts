import { assign, setup } from 'xstate';

/** Where a host stands between being off and being up, and on its way down. */
export type HostStage =
  | 'off'
  | 'firmware'
  | 'bootloader'
  | 'kernel'
  | 'bootfsUnmounted'
  | 'rootReadOnly'
  | 'selfCheck'
  | 'rootReadWrite'
  | 'init'
  | 'services'
  | 'up'
  | 'stopping'
  | 'killing'
  | 'unmounting';

/** What the machine does when it has gone down. */
export type AfterShutdown = 'reboot' | 'poweroff' | 'halt';

/** A stage, the moment it began (milliseconds since 1970), and what is mounted from then on. */
export interface StageBegun {
  readonly stage: HostStage;
  readonly at: number;
  readonly bootfs: boolean;
  readonly rootfs: HostBootContext['rootfs'];
}

/** What the machine remembers. */
export interface HostBootContext {
  /** The stages of the last boot, and of a shutdown since. */
  readonly stages: readonly StageBegun[];
  /** Whether the file system that the boot loader read the kernel from is still held. */
  readonly bootfs: boolean;
  readonly rootfs: 'none' | 'ro' | 'rw';
  readonly next: AfterShutdown;
}

/** What happens to a host; each at its moment. */
export type HostBootEvent = { readonly at: number } & (
  | { readonly type: 'POWER_ON' }
  /** The firmware has found something to boot from. */
  | { readonly type: 'POSTED' }
  /** Kernel and initial RAM disk are in memory; the kernel runs. */
  | { readonly type: 'KERNEL_LOADED' }
  /** The kernel has no more need of what it was loaded from. */
  | { readonly type: 'BOOTFS_UNMOUNTED' }
  | { readonly type: 'ROOT_MOUNTED' }
  | { readonly type: 'CHECK_BEGUN' }
  | { readonly type: 'CHECKED'; readonly clean: boolean }
  | { readonly type: 'ROOT_REMOUNTED' }
  | { readonly type: 'BASIC_REACHED' }
  | { readonly type: 'SERVICES_STARTED' }
  | { readonly type: 'SHUT_DOWN'; readonly next: AfterShutdown }
  | { readonly type: 'SERVICES_STOPPED' }
  | { readonly type: 'KILLED' }
  | { readonly type: 'UNMOUNTED' }
);

const note = (stage: HostStage) => ({ type: 'note' as const, params: { stage } });

/** A traditional Linux from power-on to its login, and down again. Pure: who sends the events does the work. */
export const hostBootMachine = setup({
  types: { context: {} as HostBootContext, events: {} as HostBootEvent },
  guards: {
    isClean: ({ event }) => event.type === 'CHECKED' && event.clean,
    comesBack: ({ context }) => context.next === 'reboot',
  },
  actions: {
    note: assign(({ context, event }, { stage }: { stage: HostStage }) => ({
      stages: [...context.stages, { stage, at: event.at, bootfs: context.bootfs, rootfs: context.rootfs }],
    })),
    forget: assign({ stages: [] }),
    holdBootfs: assign({ bootfs: true }),
    freeBootfs: assign({ bootfs: false }),
    mountReadOnly: assign({ rootfs: 'ro' }),
    remountReadWrite: assign({ rootfs: 'rw' }),
    unmountRoot: assign({ rootfs: 'none' }),
    remember: assign(({ event }) => (event.type === 'SHUT_DOWN' ? { next: event.next } : {})),
  },
}).createMachine({
  id: 'host',
  initial: 'off',
  context: { stages: [], bootfs: false, rootfs: 'none', next: 'reboot' },
  states: {
    off: { on: { POWER_ON: { target: 'firmware', actions: ['forget'] } } },
    firmware: { entry: note('firmware'), on: { POSTED: 'bootloader' } },
    // The boot loader reads the kernel from bootfs.
    bootloader: { entry: ['holdBootfs', note('bootloader')], on: { KERNEL_LOADED: 'kernel' } },
    kernel: { entry: note('kernel'), on: { BOOTFS_UNMOUNTED: 'bootfsUnmounted' } },
    bootfsUnmounted: { entry: ['freeBootfs', note('bootfsUnmounted')], on: { ROOT_MOUNTED: 'rootReadOnly' } },
    rootReadOnly: { entry: ['mountReadOnly', note('rootReadOnly')], on: { CHECK_BEGUN: 'selfCheck' } },
    // What is not clean is mended and looked at again: a root that is not in order is never made writable.
    selfCheck: { entry: note('selfCheck'), on: { CHECKED: { guard: 'isClean', target: 'rootReadWrite' } } },
    rootReadWrite: { entry: ['remountReadWrite', note('rootReadWrite')], on: { ROOT_REMOUNTED: 'init' } },
    init: { entry: note('init'), on: { BASIC_REACHED: 'services' } },
    services: { entry: note('services'), on: { SERVICES_STARTED: 'up' } },
    up: { entry: note('up'), on: { SHUT_DOWN: { target: 'stopping', actions: 'remember' } } },
    stopping: { entry: note('stopping'), on: { SERVICES_STOPPED: 'killing' } },
    killing: { entry: note('killing'), on: { KILLED: 'unmounting' } },
    unmounting: {
      entry: ['mountReadOnly', note('unmounting')],
      on: {
        UNMOUNTED: [
          { guard: 'comesBack', target: 'firmware', actions: ['unmountRoot', 'forget'] },
          { target: 'off', actions: 'unmountRoot' },
        ],
      },
    },
  },
});
