/** Loaded on first use: the editors. */
import type { Main } from './command.ts';
import { nano } from './nano.ts';
import { vi } from './vim.ts';

/** Name → body. */
export const programs: Readonly<Record<string, Main>> = { nano, vi, view: vi, vim: vi };
