/**
 * The host's power: goes down as systemd has it and comes up again, stage by stage of `host-boot.machine.ts`, with the console's lines.
 * Loaded when somebody asks for a reboot for the first time.
 */
import type { Actor } from 'xstate';
import type { Clock, Timer } from './clock.ts';
import type { DockerService } from './docker-service.ts';
import { FsError } from './fs/types.ts';
import { BOOT_PLAN, bootLines, stamped } from './kernel/boot-log.ts';
import { mountHost } from './kernel/boot.ts';
import { bootedHost } from './kernel/booted-host.ts';
import { mountCall } from './kernel/calls/mount.ts';
import type { AfterShutdown, HostBootEvent, hostBootMachine, HostStage, StageBegun } from './kernel/host-boot.machine.ts';
import type { Kernel } from './kernel/kernel.ts';
import { finish } from './kernel/lifecycle.ts';

/** How long systemd waits for a service to stop. */
const STOP_TIMEOUT = 90_000;
/** After so long it says what it waits for, once a second. */
const PATIENCE = 5_000;
/** What the screen may be in is left: another buffer, a hidden cursor, colours, bracketed paste. */
const PLAIN_SCREEN = '\x1b[?1047l\x1b[?25h\x1b[0m\x1b[?2004l';
const DOCKER = 'docker.service - Docker Application Container Engine';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const ok = (text: string): string => `[  OK  ] ${text}`;

/** What the world around it is to the power. */
export interface PowerParts {
  readonly kernel: Kernel;
  readonly clock: Clock;
  readonly docker: DockerService;
  /** The services that are there before anybody logs in. */
  readonly startServices: (docker: () => Promise<boolean>) => Promise<boolean>;
  /** Every terminal and connection is closed. */
  readonly hangUp: () => void;
  /** To all screens that stay while the machine boots. */
  readonly show: (data: Uint8Array) => void;
  /** The machine is off. */
  readonly onOff: () => void;
  /** The machine is up: one can log in. */
  readonly onUp: () => void;
}

export class HostPower {
  readonly #parts: PowerParts;
  readonly #host: Actor<typeof hostBootMachine>;
  #planned: { readonly next: AfterShutdown; readonly timer: Timer; readonly at: number } | null = null;

  constructor(parts: PowerParts) {
    this.#parts = parts;
    this.#host = bootedHost(parts.kernel.bootedAt);
  }

  get stage(): HostStage {
    return this.#host.getSnapshot().value as HostStage;
  }

  /** The stages of the last boot, and of a shutdown since. */
  get stages(): readonly StageBegun[] {
    return this.#host.getSnapshot().context.stages;
  }

  /** As plain data. */
  snapshot(): unknown {
    const { value, context } = this.#host.getSnapshot();
    return [value, context, this.#planned && [this.#planned.next, this.#planned.at]];
  }

  /** As systemd takes a request: at once, at a moment, or (null) what was planned is off. */
  request(then: AfterShutdown, at: number | null): void {
    const { clock } = this.#parts;
    this.#planned?.timer.cancel();
    this.#planned = null;
    if (at === null) return;
    if (at <= clock.now()) void this.#down(then);
    else this.#planned = { next: then, at, timer: clock.after(at - clock.now(), () => void this.#down(then)) };
  }

  /** Somebody presses the button of a machine that is off. */
  on(): void {
    if (this.stage === 'off') void this.#boot();
  }

  async #down(then: AfterShutdown): Promise<void> {
    const { clock, hangUp, onOff } = this.#parts;
    if (this.stage !== 'up') return;
    this.#planned = null;
    this.#send({ type: 'SHUT_DOWN', next: then });
    this.#wall(then);
    await clock.sleep(200);
    hangUp();
    await clock.sleep(50);
    this.#parts.show(encoder.encode(`${PLAIN_SCREEN}\r\n`));
    await this.#stopServices();
    this.#send({ type: 'SERVICES_STOPPED' });
    await clock.sleep(300);
    finish(this.#parts.kernel.init, { kind: 'signaled', signal: 'KILL' });
    this.#say(ok('Reached target shutdown.target - System Shutdown.'));
    await clock.sleep(200);
    this.#send({ type: 'KILLED' });
    this.#unmount();
    await clock.sleep(350);
    const last = { reboot: 'Restarting system', poweroff: 'Power down', halt: 'System halted' }[then];
    this.#kernelSays(`reboot: ${last}`);
    await clock.sleep(500);
    this.#send({ type: 'UNMOUNTED' });
    if (then === 'reboot') await this.#boot();
    else onOff();
  }

  async #stopServices(): Promise<void> {
    const { clock, docker } = this.#parts;
    this.#say(`         Stopping ${DOCKER}...`);
    const began = clock.now();
    const seconds = (ms: number): string => `${Math.floor(ms / 1000)}s`;
    let ticking: Timer | null = null;
    const tick = (): void => {
      const waited = clock.now() - began;
      this.#parts.show(encoder.encode(`\r[  ***  ] A stop job is running for ${DOCKER} (${seconds(waited)} / 1min 30s)\x1b[K`));
      ticking = clock.after(1000, tick);
    };
    ticking = clock.after(PATIENCE, tick);
    let limit: Timer | null = null;
    const tooLong = new Promise<void>((resolve) => {
      limit = clock.after(STOP_TIMEOUT, resolve);
    });
    await Promise.race([docker.stop(), tooLong]);
    for (const timer of [ticking, limit] as (Timer | null)[]) timer?.cancel();
    this.#parts.show(encoder.encode('\r\x1b[K'));
    this.#say(ok(`Stopped ${DOCKER}.`));
    await clock.sleep(120);
    this.#say(ok('Stopped containerd.service - containerd container runtime.'), ok('Stopped target network.target - Network.'));
  }

  /** Everything but the root; and that is read-only from now on. */
  #unmount(): void {
    const { mounts } = this.#parts.kernel;
    for (const mount of [...mounts.mounts].reverse()) {
      if (!mount.parent) continue;
      if (mount.type === 'tmpfs') this.#say(ok(`Unmounted ${mount.target}.`));
      mounts.detach(mount);
    }
    mounts.root.mount.readonly = true;
    this.#kernelSays('EXT4-fs (sda1): re-mounted. Quota mode: none.');
  }

  async #boot(): Promise<void> {
    const { clock, kernel } = this.#parts;
    const [first] = BOOT_PLAN;
    const zero = clock.now() - (first?.[1] ?? 0);
    const at = (ms: number): Promise<void> => clock.sleep(Math.max(0, zero + ms - clock.now()));
    this.#say('');
    for (const [stage, ms, event] of BOOT_PLAN) {
      await at(ms);
      if (stage === 'up') {
        const up = await this.#parts.startServices(() => this.#parts.docker.start());
        this.#say(up ? ok(`Started ${DOCKER}.`) : `[\x1b[0;1;31mFAILED\x1b[0m] Failed to start ${DOCKER}.`);
        if (!up) this.#say("See 'systemctl status docker.service' for details.");
      }
      this.#send(event);
      this.#enter(stage);
      const facts = { ...kernel.found, hostname: this.#hostname(), memoryBytes: kernel.memoryBytes };
      for (const line of bootLines(facts).filter((one) => one.stage === stage)) {
        await at(line.ms);
        this.#say(line.kernel ? stamped(line.ms, line.text) : line.text);
      }
    }
    this.#say('', `Debian GNU/Linux 12 ${this.#hostname()} tty1`, '', `${this.#hostname()} login: root (automatic login)`, '');
    this.#parts.onUp();
  }

  /** What a stage does to the machine. */
  #enter(stage: HostStage): void {
    const { kernel } = this.#parts;
    const { mount } = kernel.mounts.root;
    if (stage === 'kernel') kernel.restart();
    else if (stage === 'rootReadOnly') mount.readonly = true;
    else if (stage === 'selfCheck') kernel.found = { hostname: this.#hostname(), rootUsed: mount.fs.statfs().used };
    else if (stage === 'rootReadWrite') mount.readonly = false;
    else if (stage === 'init') {
      mountHost(kernel);
      kernel.uts.hostname = this.#hostname();
      this.#mountTable();
      this.#emptyTmp('/tmp');
    }
  }

  #hostname(): string {
    return this.#file('/etc/hostname').trim() || 'localhost';
  }

  /** The lines of /etc/fstab beside the root's. */
  #mountTable(): void {
    const { kernel } = this.#parts;
    for (const line of this.#file('/etc/fstab').split('\n')) {
      const [source = '', target = '', type = 'auto', options = 'defaults'] = line.trim().split(/\s+/);
      if (source === '' || source.startsWith('#') || !target.startsWith('/') || target === '/' || /(^|,)noauto(,|$)/.test(options))
        continue;
      try {
        mountCall(kernel.init, source, target, type, options);
        this.#say(ok(`Mounted ${target}.`));
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
        this.#say(`[\x1b[0;1;31mFAILED\x1b[0m] Failed to mount ${target}.`);
      }
    }
  }

  /** Debian's tmpfiles.d: "D /tmp 1777 root root -". */
  #emptyTmp(folder: string): void {
    const { mounts } = this.#parts.kernel;
    const root = mounts.superuser();
    if (!mounts.find(root, folder)) return;
    for (const { name, type } of mounts.readdir(root, folder)) {
      const path = `${folder}/${name}`;
      try {
        if (type === 'dir') this.#emptyTmp(path);
        if (type === 'dir') mounts.rmdir(root, path);
        else mounts.unlink(root, path);
      } catch (error) {
        // What is a mount point now stays.
        if (!(error instanceof FsError)) throw error;
      }
    }
  }

  #file(path: string): string {
    const { mounts } = this.#parts.kernel;
    try {
      return decoder.decode(mounts.readFile(mounts.superuser(), path));
    } catch (error) {
      if (error instanceof FsError) return '';
      throw error;
    }
  }

  #send(event: DistributiveOmit<HostBootEvent, 'at'>): void {
    this.#host.send({ ...event, at: this.#parts.clock.now() });
  }

  /** To everybody at a terminal. */
  #wall(then: AfterShutdown): void {
    const { kernel, clock } = this.#parts;
    const when = new Date(clock.now());
    const day = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][when.getUTCDay()];
    const what = { reboot: 'reboot', poweroff: 'power off', halt: 'halt' }[then];
    const text = `\r\nBroadcast message from root@${kernel.uts.hostname} (${day} ${when.toISOString().slice(0, 19).replace('T', ' ')} UTC):\r\n\r\nThe system will ${what} now!\r\n\r\n`;
    for (const tty of kernel.devpts.ttys.values()) tty.output(encoder.encode(text));
  }

  #kernelSays(text: string): void {
    const { clock, kernel } = this.#parts;
    this.#say(stamped(clock.now() - kernel.bootedAt, text));
  }

  #say(...lines: readonly string[]): void {
    for (const line of lines) this.#parts.show(encoder.encode(`${line.replace('[  OK  ]', '[\x1b[0;32m  OK  \x1b[0m]')}\r\n`));
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
