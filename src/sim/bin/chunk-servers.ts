/** Loaded on first use: the programs of hub images. */
import type { Main } from './command.ts';
import { hello } from './hello.ts';
import { java } from './java.ts';
import { nginx } from './nginx.ts';
import { redisCli, redisServer } from './redis.ts';
import { tool } from './tools.ts';

/** Name → body. */
export const programs: Readonly<Record<string, Main>> = { hello, java, nginx, 'redis-cli': redisCli, 'redis-server': redisServer, tool };
