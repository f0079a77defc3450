/** Runs before the next frame; in a hidden tab, which has none, about as soon. */
export function soon(run: () => void): void {
  if (typeof requestAnimationFrame === 'function' && document.visibilityState === 'visible') requestAnimationFrame(run);
  else setTimeout(run, 16);
}
