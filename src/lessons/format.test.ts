import { describe, expect, test } from 'vitest';
import { readLesson } from './format.ts';

const yaml = `
id: one
steps:
  - id: a
    checks: [{ image: { reference: busybox } }]
    solution: [docker pull busybox]
  - id: b
    checks: [{ container: { name: x, state: running } }]
    solution: [docker run -d --name x busybox sleep 9]
`;
const markdown = '# Title\n\nHello.\n\n## First {#a}\n\nDo it.\n\n:::hint\nTry.\n:::\n\n## Second {#b}\n\nAnd this.\n';

describe('reading a lesson', () => {
  test('joins steps and sections', () => {
    const lesson = readLesson(yaml, markdown, 'index.en.md');
    expect(lesson).toMatchObject({ id: 'one', title: 'Title', intro: 'Hello.' });
    expect(lesson.steps.map(({ id, title, text, hints }) => ({ id, title, text, hints }))).toEqual([
      { id: 'a', title: 'First', text: 'Do it.', hints: ['Try.'] },
      { id: 'b', title: 'Second', text: 'And this.', hints: [] },
    ]);
  });

  test.each([
    ['id: [', markdown, /^lesson\.yaml: /],
    ['id: one\nsteps: []', markdown, 'lesson.yaml: steps: a lesson needs a step'],
    [yaml.replace('state: running', 'state: jogging'), markdown, /^lesson\.yaml: steps\.1\.checks\.0/],
    [yaml.replace('solution: [docker pull busybox]', 'solution: []'), markdown, 'lesson.yaml: steps.0.solution: a step needs a solution'],
    [yaml.replace('id: one', 'id: One!'), markdown, 'lesson.yaml: id: an id has only a-z, 0-9 and -'],
    [yaml, markdown.replace('# Title', 'Title'), 'index.en.md: no title (a line that begins with "# ")'],
    [yaml, markdown.replace('{#b}', '{#c}'), 'index.en.md: no section {#b}'],
    [yaml, `${markdown}\n## More {#c}\n`, 'index.en.md: the section {#c} belongs to no step of lesson.yaml'],
    [yaml, `${markdown}\n## Again {#a}\n`, 'index.en.md: two sections are named {#a}'],
    [yaml, markdown.replace(':::\n\n', '\n'), 'index.en.md: a hint in “First” is not closed with :::'],
  ])('a broken lesson says where (%#)', (brokenYaml, brokenMarkdown, message) => {
    expect(() => readLesson(brokenYaml, brokenMarkdown, 'index.en.md')).toThrow(message);
  });
});
