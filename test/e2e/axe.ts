/** axe-core in the page: what a person with a screen reader, a keyboard or weak eyes would stumble over. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Serious and critical violations: one line each, with the first elements they are about. A mark of a picture shows what there is
 * room for (names are shortened in the middle) and has its whole sentence as label: that these differ is no fault there.
 */
export async function violations(page: Page): Promise<string[]> {
  // The page's policy forbids inline scripts and eval; the debugger is not bound by it.
  await page.evaluate(source);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[] }> };
    };
    const { violations: found } = await axe.run();
    return found
      .map((one) => ({
        ...one,
        nodes: one.nodes.filter(({ html }) => !(one.id === 'label-content-name-mismatch' && html.startsWith('<g '))),
      }))
      .filter(({ nodes }) => nodes.length > 0)
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) => `${id}: ${nodes.slice(0, 4).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 200)}`)}`,
      );
  });
}
