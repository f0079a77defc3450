import type { EventMessage } from '../../api/types.ts';
import { goMap } from '../image/go-json.ts';
import type { Filters } from './filters.ts';
import { secondsOf, type Stamps } from './time.ts';

/** So many past events can be asked for, as in the real engine. */
const KEPT = 256;

/** The engine's events: emitted here, heard by `docker events`, the stage and the lessons. */
export class EventBus {
  readonly #stamps: Stamps;
  readonly #history: EventMessage[] = [];
  readonly #listeners = new Set<(event: EventMessage) => void>();

  constructor(stamps: Stamps) {
    this.#stamps = stamps;
  }

  /** `from` is the image of a container's event; images carry an empty one, which is left out. */
  emit(type: string, action: string, id: string, attributes: Readonly<Record<string, string>>, from = ''): void {
    const { seconds, nanos } = secondsOf(this.#stamps.next());
    const event: EventMessage = {
      ...(type === 'container' || type === 'image' ? { status: action, id } : {}),
      ...(from ? { from } : {}),
      Type: type,
      Action: action,
      Actor: { ID: id, Attributes: goMap(attributes) },
      scope: 'local',
      time: seconds,
      timeNano: seconds * 1e9 + nanos,
    };
    this.#history.push(event);
    if (this.#history.length > KEPT) this.#history.shift();
    for (const listener of [...this.#listeners]) listener(event);
  }

  subscribe(listener: (event: EventMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** What happened from `since` to `until` (milliseconds); events of one moment are stamped up to a millisecond after it. */
  between(since: number, until: number): EventMessage[] {
    return this.#history.filter((event) => event.timeNano >= since * 1e6 && event.timeNano < (until + 1) * 1e6);
  }
}

/** Whether an event passes the filters of SystemEvents. */
export function passes(event: EventMessage, filters: Filters): boolean {
  const { ID, Attributes } = event.Actor;
  const object = (type: string): boolean => {
    const values = filters.get(type);
    const name = Attributes.name ?? '';
    return (
      values.length === 0 ||
      (event.Type === type &&
        values.some((value) => ID === value || name === value || ID.startsWith(value) || name.startsWith(`${value}:`)))
    );
  };
  // "exec_create" finds "exec_create: sh -c …" too.
  const action = filters.get('event');
  return (
    filters.exact('type', event.Type) &&
    filters.exact('scope', event.scope ?? '') &&
    (action.length === 0 || action.some((value) => event.Action === value || event.Action.startsWith(`${value}:`))) &&
    object('container') &&
    object('volume') &&
    object('network') &&
    (filters.get('image').length === 0 ||
      (event.Type === 'image'
        ? object('image')
        : filters.get('image').some((value) => [Attributes.image, Attributes.image?.split(':')[0]].includes(value)))) &&
    filters.labels('label', Attributes)
  );
}
