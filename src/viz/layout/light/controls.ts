/** Places what can be set: the image or container, how many of them, and how shared layers are counted. */
import { type LightScene, MOST } from '../../model/light/scene.ts';
import type { LightWords } from '../../model/light/words.ts';
import { type Label, label, type Measure } from '../label.ts';
import type { Box } from '../stage.ts';
import type { Frame, LightMetrics } from './frame.ts';

export interface ChooserPlace extends Box {
  readonly name: string;
  readonly value: string;
  readonly title: Label;
  readonly place: Label | null;
  readonly previous: Box;
  readonly next: Box;
  /** False when there is nothing to choose between. */
  readonly several: boolean;
}

export interface SliderPlace extends Box {
  readonly name: string;
  readonly value: Label;
  readonly count: number;
  readonly most: number;
  /** The line that the thumb runs on, and where it is. */
  readonly from: number;
  readonly to: number;
  readonly thumb: number;
  readonly middle: number;
}

export interface SharingPlace extends Box {
  readonly title: Label;
  readonly on: boolean;
  readonly mark: Box;
}

export interface Controls {
  readonly chooser: ChooserPlace;
  readonly slider: SliderPlace;
  readonly sharing: SharingPlace;
}

/** Places all three. */
export function placeControls(scene: LightScene, frame: Frame, m: LightMetrics, words: LightWords, measure: Measure): Controls {
  const f = m.factor;
  const text = { size: m.text, mono: false, bold: false };
  const bold = { ...text, bold: true };
  const baseline = (box: Box): number => box.y + box.height / 2 + m.text * 0.36;

  const { chooser } = frame;
  const several = scene.subject.of > 1;
  const arrow = several ? 26 * f : 0;
  const previous = { x: chooser.x, y: chooser.y, width: arrow, height: chooser.height };
  const next = { ...previous, x: chooser.x + chooser.width - arrow };
  const placeText = words.place(scene.subject);
  const placeWidth = placeText === '' ? 0 : measure(placeText, text) + 12 * f;
  const value = words.subject(scene.subject);

  const { slider } = frame;
  const valueWidth = measure(words.sliderValue(MOST), bold) + 10 * f;
  const from = slider.x + valueWidth + 8 * f;
  const to = slider.x + slider.width - 9 * f;

  const { sharing } = frame;
  const side = 16 * f;
  const mark = { x: sharing.x, y: sharing.y + (sharing.height - side) / 2, width: side, height: side };
  return {
    chooser: {
      ...chooser,
      name: words.chooserName,
      value: placeText === '' ? value : `${value}, ${placeText}`,
      several,
      previous,
      next,
      title: label(value, chooser.x + arrow + 8 * f, baseline(chooser), chooser.width - 2 * arrow - placeWidth - 16 * f, bold, measure),
      place:
        placeText === ''
          ? null
          : label(placeText, chooser.x + chooser.width - arrow - 6 * f, baseline(chooser), placeWidth, text, measure, 'end'),
    },
    slider: {
      ...slider,
      name: words.sliderName,
      value: label(words.sliderValue(scene.count), slider.x, baseline(slider), valueWidth, bold, measure),
      count: scene.count,
      most: MOST,
      from,
      to,
      thumb: from + ((scene.count - 1) / (MOST - 1)) * (to - from),
      middle: slider.y + slider.height / 2,
    },
    sharing: {
      ...sharing,
      on: scene.sharing,
      mark,
      title: label(words.sharingName, sharing.x + side + 7 * f, baseline(sharing), sharing.width - side - 7 * f, text, measure),
    },
  };
}

/** How many instances a place on the slider's line stands for. */
export function countAt(slider: SliderPlace, x: number): number {
  const share = (x - slider.from) / Math.max(1, slider.to - slider.from);
  return Math.max(1, Math.min(slider.most, Math.round(1 + share * (slider.most - 1))));
}
