import type { Command } from './command.ts';

/** Has ALRM sent to this process when the time is over, so that whatever waits ends with EINTR; returns what calls it off. */
export function alarm(sys: Command['sys'], ms: number): () => Promise<void> {
  const self = sys.getpid();
  sys.sigaction('ALRM', () => {});
  const timer = sys.fork(async (child) => {
    await child.sleep(ms);
    await child.kill(self, 'ALRM');
    return 0;
  });
  return async () => {
    await sys.kill(timer, 'KILL');
    await sys.wait(timer);
  };
}
