import { afterEach, expect, test, vi } from 'vitest';
import { ContainerList } from '../../api/client.ts';
import { Archive } from './archive.svelte.ts';
import { en } from './messages.en.ts';
import { zhCN } from './messages.zh-CN.ts';
import type { ArchiveReason } from '../../api/archive/error.ts';
import type { FromArchiveWorker, ToArchiveWorker } from './archive.worker.ts';

/** A worker that says what the test wants. */
class FakeWorker {
  static readonly all: FakeWorker[] = [];
  onmessage: ((event: { data: FromArchiveWorker }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  ended = false;
  sent: ToArchiveWorker | null = null;

  constructor() {
    FakeWorker.all.push(this);
  }
  postMessage(message: ToArchiveWorker): void {
    this.sent = message;
  }
  terminate(): void {
    this.ended = true;
  }
  says(data: FromArchiveWorker): void {
    this.onmessage?.({ data });
  }
}

const file = (name: string): File => new File(['x'], name);
const opened = { type: 'opened', format: 'OCI', images: 1, layers: 2, size: 3 } as const;
const newest = (): FakeWorker => {
  const worker = FakeWorker.all.at(-1);
  if (!worker) throw new Error('no worker was started');
  return worker;
};
const made = (): Archive => new Archive(() => new FakeWorker() as unknown as Worker);

afterEach(() => {
  FakeWorker.all.length = 0;
});

test('read, told of, open, closed', () => {
  const archive = made();
  archive.read(file('a.tar'));
  expect(archive.state).toEqual({ step: 'reading', name: 'a.tar', progress: null });
  newest().says({ type: 'progress', progress: { step: 'read', done: 1, total: 2 } });
  expect(archive.state).toMatchObject({ step: 'reading', progress: { done: 1 } });
  expect(archive.opened).toBeNull();
  newest().says(opened);
  expect(archive.state).toMatchObject({ step: 'open', name: 'a.tar', format: 'OCI', layers: 2 });
  expect(archive.opened).toBe(archive.state);
  archive.close();
  expect([archive.state.step, archive.opened, newest().ended]).toEqual(['none', null, true]);
});

test('one that is refused leaves the one before it open', () => {
  const archive = made();
  archive.read(file('a.tar'));
  const first = newest();
  first.says(opened);
  const { opened: before } = archive;
  archive.read(file('b.tar'));
  newest().says({ type: 'refused', reason: { key: 'no-image' } });
  expect(archive.state).toEqual({ step: 'refused', name: 'b.tar', reason: { key: 'no-image' } });
  expect([archive.opened, first.ended, newest().ended]).toEqual([before, false, true]);
  archive.dismiss();
  expect(archive.state).toMatchObject({ step: 'open', name: 'a.tar' });
});

test('what was let go of says nothing any more', () => {
  const archive = made();
  archive.read(file('a.tar'));
  const slow = newest();
  archive.read(file('b.tar'));
  slow.says(opened);
  expect([slow.ended, archive.state]).toEqual([true, { step: 'reading', name: 'b.tar', progress: null }]);
  archive.dismiss();
  newest().says(opened);
  expect(archive.state).toEqual({ step: 'none' });
  archive.read(file('c.tar'));
  newest().onerror?.({ message: 'out of memory' });
  expect(archive.state).toEqual({ step: 'failed', name: 'c.tar', why: 'out of memory' });
});

test('the wire of an open one reaches its worker', async () => {
  const archive = made();
  archive.read(file('a.tar'));
  newest().says(opened);
  const port = newest().sent?.port;
  const asked = vi.fn();
  if (port) port.onmessage = ({ data }) => asked(data);
  const before = archive.opened;
  if (before) void ContainerList(before.transport, { all: true });
  await vi.waitFor(() => expect(asked).toHaveBeenCalledWith(expect.objectContaining({ type: 'fetch', method: 'GET' })));
  port?.close();
});

const reasons: readonly ArchiveReason[] = [
  { key: 'no-archive' },
  { key: 'no-image' },
  { key: 'cut-short', file: '' },
  { key: 'cut-short', file: 'a/layer.tar' },
  { key: 'header', file: 'a/layer.tar', why: 'archive/tar: invalid tar header' },
  { key: 'gzip', file: '' },
  { key: 'packing', file: 'a/layer.tar', packing: 'zstd' },
  { key: 'missing', file: 'a.json' },
  { key: 'json', file: 'manifest.json' },
  { key: 'digest', file: 'a/layer.tar', wanted: `sha256:${'1'.repeat(64)}`, found: `sha256:${'2'.repeat(64)}` },
  { key: 'layers', file: 'a.json', layers: 2, diffIds: 3 },
  { key: 'path', file: 'a/layer.tar', path: '../x' },
  { key: 'too-large', file: '' },
  { key: 'unreadable', why: 'NotReadableError' },
];

test.each(reasons)('$key is said in both languages, with the name of the file', (reason) => {
  for (const { reason: say } of [en, zhCN]) {
    const text = say(reason);
    expect(text).toMatch(/[.。?？]$|\.\.\/x$/);
    expect(text).not.toMatch(/undefined|\s\s/);
    if ('file' in reason && reason.file !== '') expect(text).toContain(reason.file);
  }
  expect(zhCN.reason(reason)).toMatch(/\p{Script=Han}/u);
});

test('both languages have every text', () => {
  expect(Object.keys(zhCN)).toEqual(Object.keys(en));
});
