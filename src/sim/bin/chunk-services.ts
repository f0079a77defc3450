/** Loaded on first use: programs about the host's services. */
import type { Main } from './command.ts';
import { journalctl } from './journalctl.ts';
import { halt, poweroff, reboot, shutdown } from './shutdown.ts';
import { service, systemctl } from './systemctl.ts';

/** Name → body. */
export const programs: Readonly<Record<string, Main>> = { halt, journalctl, poweroff, reboot, service, shutdown, systemctl };
