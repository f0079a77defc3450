/** Lays the scene out: a sentence, what can be set, two stacks on the same hardware, three pairs of bars, sources. */
import { type LightScene, SIDES } from '../../model/light/scene.ts';
import type { LightWords } from '../../model/light/words.ts';
import { type Label, label, type Measure, wrap } from '../label.ts';
import type { Size } from '../metrics.ts';
import type { Box } from '../stage.ts';
import { type Controls, placeControls } from './controls.ts';
import { frameOf, lightMetrics, type LightMetrics, lineHeight, sourceLinesOf } from './frame.ts';
import { type MeasurePlace, placeMeasure } from './measures.ts';
import { gutterOf, placeStack, type StackPlace } from './stacks.ts';

export interface SourcesPlace extends Box {
  readonly lines: readonly Label[];
  readonly about: string;
}

export interface LightLayout {
  readonly size: Size;
  readonly metrics: LightMetrics;
  readonly name: string;
  readonly sentence: readonly Label[];
  readonly hint: readonly Label[];
  readonly controls: Controls;
  readonly stacks: readonly StackPlace[];
  readonly measures: readonly MeasurePlace[];
  readonly sources: SourcesPlace;
}

export interface LightLayoutOptions {
  readonly size: Size;
  readonly words: LightWords;
  readonly measure: Measure;
}

/** Places everything. */
export function layoutLight(scene: LightScene, { size, words, measure }: LightLayoutOptions): LightLayout {
  const m = lightMetrics(size);
  const example = scene.subject.kind === 'example';
  const frame = frameOf(size, m, example);
  const title = { size: m.title, mono: false, bold: true };
  const small = { size: m.small, mono: false, bold: false };
  const lines = (text: string, box: Box, count: number, font: typeof small, step: number): Label[] =>
    wrap(text, box.width, count, font, measure).map((line, index) =>
      label(line, box.x, box.y + step * (index + 1) - 4 * m.factor, box.width, font, measure),
    );
  const disk = scene.measures.find(({ quantity }) => quantity === 'disk');
  const gutter = gutterOf(scene, frame.stacks[0].width, m, words, measure);
  const said = SIDES.map((side) => words.sources(side, scene));
  return {
    size,
    metrics: m,
    name: words.pictureName,
    sentence: disk ? lines(words.sentence(scene, disk), frame.sentence, m.narrow ? 2 : 1, title, m.title + 5 * m.factor) : [],
    hint: frame.hint ? lines(words.emptyHint, frame.hint, m.narrow ? 2 : 1, small, lineHeight(m)) : [],
    controls: placeControls(scene, frame, m, words, measure),
    stacks: SIDES.map((side, index) => placeStack(scene, side, frame.stacks[index] ?? frame.stacks[0], gutter, m, words, measure)),
    measures: scene.measures.map((one, index) => placeMeasure(one, scene, frame.measures[index] ?? frame.measures[0], m, words, measure)),
    sources: {
      ...frame.sources,
      lines: said
        .flatMap((text) => wrap(text, frame.sources.width, sourceLinesOf(size, m), small, measure))
        .map((line, index) =>
          label(line, frame.sources.x, frame.sources.y + lineHeight(m) * (index + 1) - 4 * m.factor, frame.sources.width, small, measure),
        ),
      about: `${words.sourcesName}. ${said.join('. ')}`,
    },
  };
}
