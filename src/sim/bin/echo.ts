import { echoText } from '../shell/echo.ts';
import type { Main } from './command.ts';

/** echo(1): `-n -e -E` in front. */
export const echo: Main = (cmd) => cmd.out(echoText(cmd.args));
