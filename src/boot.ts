/**
 * The first code of the page, and little of it: starts the worker with the machine, then the page. A worker starts only while the
 * page's thread is free, so it must be on its way before the page's own modules are evaluated.
 */
import { startFirst } from './app/sim-worker.ts';

startFirst();
import('./main.ts').catch((error: unknown) => {
  const target = document.getElementById('app');
  if (target) target.textContent = `Huajuan could not be loaded. Please reload the page. 页面加载失败，请刷新。 (${String(error)})`;
});
