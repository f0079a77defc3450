import type { Main } from './command.ts';

/** true(1). */
export const yes0: Main = () => 0;
/** false(1). */
export const no1: Main = () => 1;
