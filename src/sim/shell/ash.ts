import type { Program } from '../kernel/types.ts';
import { ASH } from './flavour.ts';
import { makeShell, type ShellParts } from './main.ts';

/** Busybox ash; `applets` are the names it runs itself whatever PATH says. */
export const makeAsh = (parts: ShellParts = {}): Program => makeShell(ASH, parts);

/** Debian's /bin/sh: dash is the ash that busybox took over, without applets; every command is a file. */
export const dash: Program = makeAsh();
