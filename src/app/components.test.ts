import { render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeWire } from './fake-wire.test-fixture.ts';
import LessonPane from './LessonPane.svelte';
import type { Machine } from './machine.svelte.ts';
import { messages } from './messages/index.ts';
import { Preferences } from './preferences.svelte.ts';
import type { WireCall } from './protocol.ts';
import WireLog from './WireLog.svelte';

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  Element.prototype.scrollIntoView = () => {};
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: query.includes('dark'), addEventListener: () => {} }));
});

describe('preferences', () => {
  test('the address is stronger than what was remembered, and that than the browser', () => {
    localStorage.setItem('huajuan.preferences', '{"locale":"zh-CN","theme":"light","presenter":true}');
    expect(new Preferences('en').locale).toBe('en');
    const remembered = new Preferences(null);
    expect([remembered.locale, remembered.theme, remembered.presenter, remembered.dark]).toEqual(['zh-CN', 'light', true, false]);
    localStorage.setItem('huajuan.preferences', 'not JSON');
    expect(new Preferences('fr').locale).toBe('en');
    expect(new Preferences(null).dark).toBe(true);
  });

  test('are put on the document and remembered', () => {
    const preferences = new Preferences('zh-CN');
    preferences.presenter = true;
    preferences.apply();
    expect(document.documentElement.lang).toBe('zh-CN');
    expect({ ...document.documentElement.dataset }).toMatchObject({ theme: 'dark', size: 'presenter' });
    expect(new Preferences(null).presenter).toBe(true);
  });
});

describe('the wire log', () => {
  const call = (id: number, status: number | null): WireCall => ({
    id,
    method: 'GET',
    url: `/v1.41/images/json?filters=%7B${id}`,
    status,
    ms: 1,
  });
  const m = messages.en;

  test('says that it is empty', () => {
    render(WireLog, { calls: [], keys: true, m });
    expect(screen.getByText(m.wireEmpty)).toBeTruthy();
    expect(screen.getByText(m.nextPane)).toBeTruthy();
  });

  test('lists calls readably, with their status', () => {
    render(WireLog, { calls: [call(1, 200), call(2, 404), call(3, null)], keys: false, m });
    const rows = within(screen.getByRole('table', { hidden: true })).getAllByRole('row', { hidden: true });
    expect(rows.map((row) => row.textContent)).toEqual([
      'MethodPathStatus',
      'GET/v1.41/images/json?filters={1200',
      'GET/v1.41/images/json?filters={2404',
      'GET/v1.41/images/json?filters={3open',
    ]);
    expect(screen.queryByText(m.nextPane)).toBeNull();
  });
});

describe('the lesson', () => {
  const machineWith = (images: () => readonly string[]): Machine =>
    ({
      status: 'ready',
      generation: 1,
      prompted: true,
      worlds: 0,
      transport: fakeWire((url) =>
        /\/images\/.*\/json$/.test(url.pathname) && images().length > 0 ? { Id: 'sha256:1', RepoTags: images() } : null,
      ),
    }) as unknown as Machine;

  test('says why a step is not done, gives hints one by one, and types the command for who asks', async () => {
    const type = vi.fn();
    render(LessonPane, { machine: machineWith(() => []), preferences: new Preferences('en'), type });
    expect(await screen.findByRole('heading', { name: 'Your first container' })).toBeTruthy();
    expect(await screen.findByText('there is no image centos:6.8 on this host', { exact: false })).toBeTruthy();
    for (const name of ['Hint', 'Another hint', 'Show the command']) (await screen.findByRole('button', { name })).click();
    (await screen.findByRole('button', { name: 'Type it for me' })).click();
    expect(type).toHaveBeenCalledWith('docker pull centos:6.8');
  });

  test('goes on when the step’s checks hold', async () => {
    const { container } = render(LessonPane, {
      machine: machineWith(() => ['centos:6.8']),
      preferences: new Preferences('zh-CN'),
      type: vi.fn(),
    });
    await vi.waitFor(() => expect(container.querySelector('[aria-current="step"]')?.getAttribute('data-step')).toBe('1'));
    expect(screen.getByRole('status').textContent).toContain('第 2 步，共 8 步');
  });

  test('that is broken says where', async () => {
    vi.doMock('../lessons/load.ts', () => ({
      lessonPaths: ['x'],
      loadLesson: () => Promise.reject(new Error('lesson.yaml: steps.0.checks: a step needs a check')),
    }));
    render(LessonPane, { machine: machineWith(() => []), preferences: new Preferences('en'), type: vi.fn() });
    expect((await screen.findByRole('alert')).textContent).toContain('lesson.yaml: steps.0.checks: a step needs a check');
    vi.doUnmock('../lessons/load.ts');
  });
});
