/** What the scene says; one catalog per language (scenes/light.messages.*.ts). */
import type { LightScene, LightSubject, Measure, Quantity, Side } from './scene.ts';

/** A part of one of the two stacks, bottom first. */
export type StackPart =
  | 'hardware'
  | 'hypervisor'
  | 'guest-kernel'
  | 'guest-system'
  | 'guest-libraries'
  | 'guest-app'
  | 'host-kernel'
  | 'engine'
  | 'image'
  | 'rw'
  | 'process';

export interface LightWords {
  readonly pictureName: string;
  readonly treeName: string;
  readonly emptyHint: string;
  /** The one sentence of the scene, for a quantity: both sides and how many times as much. */
  sentence(scene: LightScene, measure: Measure): string;
  readonly chooserName: string;
  subject(subject: LightSubject): string;
  place(subject: LightSubject): string;
  readonly previous: string;
  readonly next: string;
  readonly sliderName: string;
  sliderValue(count: number): string;
  readonly sharingName: string;
  stackTitle(side: Side, count: number): string;
  stackNote(side: Side): string;
  part(part: StackPart, scene: LightScene): string;
  partDetail(part: StackPart, scene: LightScene): string;
  aboutPart(part: StackPart, scene: LightScene): string;
  quantity(quantity: Quantity): string;
  ratio(ratio: number): string;
  side(side: Side): string;
  amount(quantity: Quantity, value: number): string;
  /** Where the figures of one quantity are from, per instance. */
  aboutMeasure(measure: Measure, scene: LightScene): string;
  /** Where the figures are from, in one line for each side. */
  sources(side: Side, scene: LightScene): string;
  saved(scene: LightScene): string;
  readonly sourcesName: string;
  readonly notesName: string;
  /** What the comparison does not say by itself. */
  notes(scene: LightScene): readonly string[];
}
