/** A layer's history line as the Dockerfile instruction that a reader knows. */

/** "/bin/sh -c #(nop) ADD file:… in / " → "ADD file:… in /"; "/bin/sh -c yum …" → "RUN yum …"; others stay. */
export function instruction(createdBy: string): string {
  const line = createdBy
    .replace(/\s+/g, ' ')
    .replace(/ # buildkit$/, '')
    .trim();
  const nop = /^\/bin\/sh -c #\(nop\) (.*)$/.exec(line);
  if (nop?.[1] !== undefined) return shortDigests(nop[1].trim());
  const run = /^(?:RUN )?(?:\|\d+ (?:\S+=\S* )*)?\/bin\/(?:ba)?sh -c (.*)$/.exec(line);
  return run?.[1] === undefined ? shortDigests(line) : `RUN ${run[1].trim()}`;
}

function shortDigests(text: string): string {
  return text.replace(/\b(file|dir|multi):([0-9a-f]{6})[0-9a-f]+/g, '$1:$2…');
}
