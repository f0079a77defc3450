/** The scene in words: a tree of the command and its requests, each with what it carried. */
import { formatBytes } from '../../bytes.ts';
import type { SpokenItem, SpokenScene } from '../spoken.ts';
import { explain } from './explain.ts';
import type { RequestMessages } from './messages.ts';
import type { RequestScene, Row } from './scene.ts';

/** One row, as it is read out. */
export function speakRow(row: Row, words: RequestMessages): string {
  const { stations } = words;
  const state = row.tone === 'open' ? words.open : row.tone === 'failed' ? words.failed : words.done;
  const result = [row.hop.status === null ? state : row.status, row.hop.note].filter((part) => part !== '').join(', ');
  const what = row.count > 1 ? `${words.times(row.count)} ${row.what}` : row.what;
  return words.spoken(stations[row.from], stations[row.to], what, result);
}

function itemOf(row: Row, words: RequestMessages): SpokenItem {
  const { hop } = row;
  const leaf = (key: string, text: string): SpokenItem => ({ id: `${row.id}:${key}`, text, children: [] });
  const facts = [
    ...hop.asked.map(([name, value]) => `${name}: ${value}`),
    ...hop.answered.map(([name, value]) => `${words.answer}: ${name}: ${value}`),
  ];
  const sizes = [hop.sent > 0 ? words.sent(formatBytes(hop.sent)) : '', hop.received > 0 ? words.received(formatBytes(hop.received)) : ''];
  return {
    id: row.id,
    text: speakRow(row, words),
    children: [words.explain[explain(hop)], ...sizes, ...facts]
      .filter((text) => text !== '')
      .map((text, index) => leaf(String(index), text)),
  };
}

/** The text equivalent; `summary` is what became of the command. */
export function speakRequests(scene: RequestScene, words: RequestMessages, summary: string): SpokenScene {
  const title = scene.command ? [scene.command.line, words.speaksTo(scene.address), summary].join('. ') : summary;
  return {
    name: words.tree,
    items: [
      { id: 'command', text: title, children: [] },
      ...scene.rows.map((row) => itemOf(row, words)),
      ...scene.stations.map(({ id }): SpokenItem => ({ id: `about:${id}`, text: words.about[id], children: [] })),
    ],
    spoken: scene.command ? `${scene.command.line}: ${summary}` : summary,
  };
}
