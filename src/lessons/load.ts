/** Finds the lessons of `lessons/` and loads one in a language; its files are fetched only then. */
import { type Lesson, LessonError, readLesson } from './format.ts';

const yamls = import.meta.glob<string>('../../lessons/*/*/lesson.yaml', { query: '?raw', import: 'default' });
const texts = import.meta.glob<string>('../../lessons/*/*/index.*.md', { query: '?raw', import: 'default' });

/** Folders of all lessons in their order: "01-containers/01-first-container". */
export const lessonPaths: readonly string[] = Object.keys(yamls)
  .map((file) => file.replace(/^.*\/lessons\//, '').replace(/\/lesson\.yaml$/, ''))
  .sort();

/** @param locale a page language; Chinese of any kind reads `zh`, the rest `en`. Throws LessonError. */
export async function loadLesson(path: string, locale: string): Promise<Lesson> {
  const name = `index.${locale.startsWith('zh') ? 'zh' : 'en'}.md`;
  const [yaml, text] = [yamls[`../../lessons/${path}/lesson.yaml`], texts[`../../lessons/${path}/${name}`]];
  if (!yaml || !text) throw new LessonError(`${path}: ${yaml ? name : 'lesson.yaml'} is missing`);
  return readLesson(await yaml(), await text(), name);
}
