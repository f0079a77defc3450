/** The text equivalent in the page: a tree that keys walk, and a live region that says the caption. */
import type { SpokenItem, SpokenScene } from '../model/spoken.ts';

export interface TreeView {
  render(scene: SpokenScene): void;
  destroy(): void;
}

/** The live region says no more than one sentence in this time, milliseconds. */
const QUIET_MS = 500;

/** Makes the tree inside `host`. */
export function createTree(host: HTMLElement): TreeView {
  const page = host.ownerDocument;
  const tree = page.createElement('ul');
  const live = page.createElement('p');
  tree.setAttribute('role', 'tree');
  tree.className = 'stage-tree';
  live.setAttribute('aria-live', 'polite');
  live.className = 'stage-live';
  host.append(tree, live);
  const closed = new Set<string>();
  let shown = '';
  let current = '';
  const listen = new AbortController();

  const visible = (): HTMLElement[] =>
    [...tree.querySelectorAll<HTMLElement>('[role=treeitem]')].filter((item) => !item.parentElement?.closest('[aria-expanded=false]'));
  const focusOn = (item: HTMLElement | undefined | null): void => {
    if (!item) return;
    rove(item.dataset['id'] ?? '');
    item.focus();
  };
  function rove(id: string): void {
    const items = [...tree.querySelectorAll<HTMLElement>('[role=treeitem]')];
    current = items.some((item) => item.dataset['id'] === id) ? id : (items[0]?.dataset['id'] ?? '');
    for (const item of items) item.tabIndex = item.dataset['id'] === current ? 0 : -1;
  }
  function expand(item: HTMLElement, open: boolean): void {
    const id = item.dataset['id'] ?? '';
    if (open) closed.delete(id);
    else closed.add(id);
    item.setAttribute('aria-expanded', String(open));
  }

  tree.addEventListener(
    'click',
    (event) => {
      const item = event.target instanceof Element ? event.target.closest<HTMLElement>('[role=treeitem]') : null;
      if (!item) return;
      if (item.hasAttribute('aria-expanded')) expand(item, item.getAttribute('aria-expanded') === 'false');
      focusOn(item);
    },
    { signal: listen.signal },
  );
  tree.addEventListener(
    'keydown',
    (event) => {
      const item = event.target instanceof Element ? event.target.closest<HTMLElement>('[role=treeitem]') : null;
      if (!item) return;
      const items = visible();
      const index = items.indexOf(item);
      const expanded = item.getAttribute('aria-expanded');
      const parent = item.parentElement?.closest<HTMLElement>('[role=treeitem]');
      if (event.key === 'ArrowDown') focusOn(items[index + 1]);
      else if (event.key === 'ArrowUp') focusOn(items[index - 1]);
      else if (event.key === 'Home') focusOn(items[0]);
      else if (event.key === 'End') focusOn(items.at(-1));
      else if (event.key === 'ArrowRight' && expanded === 'false') expand(item, true);
      else if (event.key === 'ArrowRight' && expanded === 'true') focusOn(items[index + 1]);
      else if (event.key === 'ArrowLeft' && expanded === 'true') expand(item, false);
      else if (event.key === 'ArrowLeft') focusOn(parent);
      else if ((event.key === 'Enter' || event.key === ' ') && expanded !== null) expand(item, expanded === 'false');
      else return;
      event.preventDefault();
    },
    { signal: listen.signal },
  );

  function element(item: SpokenItem, level: number): HTMLElement {
    const node = page.createElement('li');
    const text = page.createElement('span');
    text.textContent = item.text;
    node.setAttribute('role', 'treeitem');
    node.setAttribute('aria-level', String(level));
    // Without it the accessible name would be the text of the children too.
    node.setAttribute('aria-label', item.text);
    node.dataset['id'] = item.id;
    node.append(text);
    if (item.children.length > 0) {
      const group = page.createElement('ul');
      group.setAttribute('role', 'group');
      group.append(...item.children.map((child) => element(child, level + 1)));
      node.setAttribute('aria-expanded', String(!closed.has(item.id)));
      node.append(group);
    }
    return node;
  }

  // Of sentences that follow one another quickly only the last is worth saying.
  let next = '';
  let later: ReturnType<typeof setTimeout> | undefined;
  function say(spoken: string): void {
    next = spoken;
    if (later !== undefined || live.textContent === next) return;
    live.textContent = next;
    later = setTimeout(() => {
      later = undefined;
      say(next);
    }, QUIET_MS);
  }

  return {
    render({ name, items, spoken }) {
      say(spoken);
      const now = JSON.stringify([name, items]);
      if (now === shown) return;
      shown = now;
      const focused = tree.contains(page.activeElement);
      tree.setAttribute('aria-label', name);
      tree.replaceChildren(...items.map((item) => element(item, 1)));
      rove(current);
      if (focused) focusOn([...tree.querySelectorAll<HTMLElement>('[role=treeitem]')].find((item) => item.dataset['id'] === current));
    },
    destroy() {
      listen.abort();
      clearTimeout(later);
      tree.remove();
      live.remove();
    },
  };
}
