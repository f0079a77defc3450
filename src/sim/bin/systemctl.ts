/** systemctl(1) and service(8): the units of the host's systemd. */
import type { Service } from '../kernel/service.ts';
import type { Command, Main } from './command.ts';
import { journalText } from './journalctl.ts';
import { goDown } from './shutdown.ts';

const VERBS = ['start', 'stop', 'restart', 'reload', 'try-restart', 'reload-or-restart', 'force-reload'];
const NO_SYSTEMD = `System has not been booted with systemd as init system (PID 1). Can't operate.
Failed to connect to bus: Host is down
`;
/** Lines of the journal that a status ends with. */
const SHOWN_LINES = 10;
const NOT_ACTIVE = 3;
const NO_UNIT = 4;
const NOT_LOADED = 5;

const unitOf = (name: string): string => (/\.\w+$/.test(name) ? name : `${name}.service`);
const two = (n: number): string => String(n).padStart(2, '0');

function moment(ms: number): string {
  const at = new Date(ms);
  const day = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][at.getUTCDay()];
  return `${day} ${at.toISOString().slice(0, 10)} ${at.toISOString().slice(11, 19)} UTC`;
}

function ago(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return `${seconds}s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}min ago`;
  return `${Math.floor(seconds / 3600)}h ${two(Math.floor(seconds / 60) % 60)}min ago`;
}

async function statusText({ sys }: Command, unit: string, service: Service): Promise<string> {
  const { description, documentation, command, state } = service;
  const now = sys.now();
  const since = `since ${moment(state.since)}; ${ago(now - state.since)}`;
  const lines = [
    `${state.kind === 'active' ? '●' : state.kind === 'failed' ? '×' : '○'} ${unit} - ${description}`,
    `     Loaded: loaded (/lib/systemd/system/${unit}; enabled; preset: enabled)`,
    state.kind === 'active'
      ? `     Active: active (running) ${since}`
      : `     Active: ${state.kind === 'failed' ? 'failed (Result: exit-code)' : 'inactive (dead)'} ${since}`,
    `TriggeredBy: ● ${unit.replace('.service', '.socket')}`,
    `       Docs: ${documentation}`,
  ];
  if (state.kind === 'active')
    lines.push(
      `   Main PID: ${state.pid} (${command[0]?.replace(/.*\//, '')})`,
      `     CGroup: /system.slice/${unit}`,
      `             └─${state.pid} ${command.join(' ')}`,
    );
  const journal = (await service.journal()).slice(-SHOWN_LINES).map((line) => journalText(line, sys.uname().nodename));
  return `${lines.join('\n')}\n\n${journal.join('')}`;
}

/** Does a verb to a unit; whether it went well. */
async function act(cmd: Command, verb: string, unit: string, service: Service): Promise<boolean> {
  const { kind } = service.state;
  if (verb === 'reload' && kind !== 'active') {
    cmd.err(`${unit} is not active, cannot reload.\n`);
    return false;
  }
  if (verb === 'reload' || ((verb === 'reload-or-restart' || verb === 'force-reload') && kind === 'active')) {
    await service.reload();
    return true;
  }
  if (verb === 'try-restart' && kind !== 'active') return true;
  if (verb !== 'start') await service.stop();
  if (verb === 'stop') {
    cmd.err(`Warning: Stopping ${unit}, but it can still be activated by:\n  ${unit.replace('.service', '.socket')}\n`);
    return true;
  }
  if (await service.start()) return true;
  cmd.err(
    `Job for ${unit} failed because the control process exited with error code.\nSee "systemctl status ${unit}" and "journalctl -xeu ${unit}" for details.\n`,
  );
  return false;
}

/** systemctl(1): `start stop restart reload status is-active is-enabled enable disable daemon-reload`. */
export const systemctl: Main = async (cmd) => {
  const [verb = 'list-units', ...names] = cmd.args.filter((arg) => !arg.startsWith('-'));
  if (!cmd.sys.systemd()) {
    cmd.err(NO_SYSTEMD);
    return 1;
  }
  if (verb === 'daemon-reload') return 0;
  if (verb === 'reboot' || verb === 'poweroff' || verb === 'halt') return goDown(cmd, verb, cmd.sys.now(), (text) => cmd.err(text));
  if (names.length === 0) {
    cmd.err(`${VERBS.includes(verb) ? 'Too few arguments.' : `Unknown command verb '${verb}'.`}\n`);
    return 1;
  }
  let status = 0;
  for (const unit of names.map(unitOf)) {
    const service = cmd.sys.service(unit.replace(/\.(?:service|socket)$/, ''));
    if (verb === 'is-active') {
      cmd.out(`${service?.state.kind ?? 'inactive'}\n`);
      if (service?.state.kind !== 'active') status = NOT_ACTIVE;
    } else if (!service) {
      cmd.err(verb === 'status' ? `Unit ${unit} could not be found.\n` : `Failed to ${verb} ${unit}: Unit ${unit} not found.\n`);
      status = verb === 'status' ? NO_UNIT : NOT_LOADED;
    } else if (verb === 'status') {
      cmd.out(await statusText(cmd, unit, service));
      if (service.state.kind !== 'active') status = NOT_ACTIVE;
    } else if (verb === 'is-enabled') cmd.out('enabled\n');
    else if (verb === 'enable' || verb === 'disable')
      cmd.err(
        `Synchronizing state of ${unit} with SysV service script with /lib/systemd/systemd-sysv-install.\nExecuting: /lib/systemd/systemd-sysv-install ${verb} ${unit.replace('.service', '')}\n`,
      );
    else if (VERBS.includes(verb)) {
      await cmd.flush();
      if (!(await act(cmd, verb, unit, service))) status = 1;
    } else {
      cmd.err(`Unknown command verb '${verb}'.\n`);
      return 1;
    }
  }
  return status;
};

/** service(8): `service NAME start|stop|restart|reload|status`. */
export const service: Main = async (cmd) => {
  const [name, verb] = cmd.args;
  if (name === undefined || verb === undefined) {
    cmd.err('Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]\n');
    return 1;
  }
  const found = cmd.sys.systemd() ? cmd.sys.service(name) : null;
  if (!found) {
    cmd.err(`${name}: unrecognized service\n`);
    return 1;
  }
  if (verb === 'status') {
    cmd.out(await statusText(cmd, unitOf(name), found));
    return found.state.kind === 'active' ? 0 : NOT_ACTIVE;
  }
  if (!VERBS.includes(verb)) {
    cmd.err(`Usage: /etc/init.d/${name} {start|stop|restart|status}\n`);
    return 1;
  }
  return (await act(cmd, verb, unitOf(name), found)) ? 0 : 1;
};
