/**
 * What a lesson is: `lesson.yaml` (steps, checks, solutions) and one Markdown file per language, whose sections belong to the
 * steps by `{#id}`. Reading a lesson either gives a whole lesson or throws a {@link LessonError} that says where it is broken.
 */
import * as v from 'valibot';
import { parse as parseYaml } from 'yaml';

const reference = v.object({ reference: v.pipe(v.string(), v.minLength(1)) });
const changed = v.object({
  container: v.string(),
  path: v.pipe(v.string(), v.startsWith('/')),
  kind: v.picklist(['added', 'changed', 'deleted']),
});
const containerState = v.object({
  name: v.string(),
  state: v.picklist(['created', 'running', 'paused', 'exited', 'absent', 'present']),
  image: v.optional(v.string()),
  exitCode: v.optional(v.number()),
});

/** One condition on the learner's system; each is one of these members alone. */
const checkSchema = v.union([
  v.strictObject({ image: reference }),
  v.strictObject({ noImage: reference }),
  v.strictObject({ container: containerState }),
  v.strictObject({ change: changed }),
  v.strictObject({ unchanged: v.object({ container: v.string(), path: v.string() }) }),
]);

const lessonSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/, 'an id has only a-z, 0-9 and -')),
  steps: v.pipe(
    v.array(
      v.strictObject({
        id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/, 'an id has only a-z, 0-9 and -')),
        checks: v.pipe(v.array(checkSchema), v.minLength(1, 'a step needs a check')),
        solution: v.pipe(v.array(v.string()), v.minLength(1, 'a step needs a solution')),
      }),
    ),
    v.minLength(1, 'a lesson needs a step'),
  ),
});

export type Check = v.InferOutput<typeof checkSchema>;

export interface Step {
  readonly id: string;
  readonly title: string;
  /** Markdown. */
  readonly text: string;
  /** Markdown, from gentle to plain. */
  readonly hints: readonly string[];
  readonly checks: readonly Check[];
  /** Commands that bring the system from the step before to where this step's checks hold. */
  readonly solution: readonly string[];
}

export interface Lesson {
  readonly id: string;
  readonly title: string;
  /** Markdown. */
  readonly intro: string;
  readonly steps: readonly Step[];
}

/** A lesson's files do not make a lesson; the message says which file and where. */
export class LessonError extends Error {
  override readonly name = 'LessonError';
}

const SECTION = /^## +(.+?) *\{#([a-z0-9-]+)\} *$/;

interface Section {
  readonly title: string;
  readonly text: string;
  readonly hints: readonly string[];
}

/** Takes `:::hint` … `:::` blocks out of a section's lines. */
function splitHints(title: string, lines: readonly string[], file: string): Section {
  const text: string[] = [];
  const hints: string[] = [];
  let hint: string[] | null = null;
  for (const line of lines) {
    if (line.trim() === ':::hint') hint = [];
    else if (line.trim() === ':::' && hint) {
      hints.push(hint.join('\n').trim());
      hint = null;
    } else (hint ?? text).push(line);
  }
  if (hint) throw new LessonError(`${file}: a hint in “${title}” is not closed with :::`);
  return { title, text: text.join('\n').trim(), hints };
}

/** Reads one language's Markdown: title, introduction, and a section per step id. */
function readMarkdown(source: string, file: string): { title: string; intro: string; sections: Map<string, Section> } {
  const sections = new Map<string, Section>();
  const lines = source.split(/\r?\n/);
  const heading = lines.findIndex((line) => line.startsWith('# '));
  const title = lines[heading]?.slice(2).trim();
  if (!title) throw new LessonError(`${file}: no title (a line that begins with "# ")`);
  let end = lines.length;
  for (let at = lines.length - 1; at > heading; at--) {
    const found = SECTION.exec(lines[at] ?? '');
    const [, name, id] = found ?? [];
    if (!name || !id) continue;
    if (sections.has(id)) throw new LessonError(`${file}: two sections are named {#${id}}`);
    sections.set(id, splitHints(name, lines.slice(at + 1, end), file));
    end = at;
  }
  return {
    title,
    intro: lines
      .slice(heading + 1, end)
      .join('\n')
      .trim(),
    sections,
  };
}

/** Joins `lesson.yaml` and one language's Markdown (texts of the files). */
export function readLesson(yaml: string, markdown: string, file: string): Lesson {
  let data: unknown;
  try {
    data = parseYaml(yaml);
  } catch (error) {
    throw new LessonError(`lesson.yaml: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = v.safeParse(lessonSchema, data);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new LessonError(`lesson.yaml: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
  }
  const { title, intro, sections } = readMarkdown(markdown, file);
  const steps = parsed.output.steps.map((step): Step => {
    const section = sections.get(step.id);
    if (!section) throw new LessonError(`${file}: no section {#${step.id}}`);
    sections.delete(step.id);
    return { ...step, ...section };
  });
  const [extra] = sections.keys();
  if (extra !== undefined) throw new LessonError(`${file}: the section {#${extra}} belongs to no step of lesson.yaml`);
  return { id: parsed.output.id, title, intro, steps };
}
