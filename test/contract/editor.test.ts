/** Editors: in the pane beside the terminal and on a plain one, on the host and in a container, and in a replay. */
import { describe, expect, test } from 'vitest';
import { newWorld } from '../../src/headless/world.ts';
import type { Journal } from '../../src/sim/journal.ts';
import type { EditorView } from '../../src/sim/kernel/files/editor-file.ts';
import type { World } from '../../src/sim/world.ts';

const ENV = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', TERM: 'xterm' };

class Desk {
  world!: World;
  screen = '';
  editors: readonly EditorView[] = [];

  static async open(pane: boolean): Promise<Desk> {
    const desk = new Desk();
    desk.world = await newWorld({
      catalog: 'fixtures',
      seed: 1,
      onOutput: (_, data) => {
        desk.screen += new TextDecoder().decode(data);
      },
      onEditors: (editors) => {
        desk.editors = editors;
      },
    });
    desk.world.input({
      kind: 'spawn',
      session: 'one',
      argv: ['/bin/bash'],
      env: ENV,
      cwd: '/root',
      terminal: { cols: 200, rows: 24 },
      pane,
    });
    await desk.world.run(desk.world.clock.now() + 100);
    return desk;
  }

  async keys(text: string, ms = 5000): Promise<void> {
    this.screen = '';
    this.world.input({ kind: 'keys', session: 'one', text });
    await this.world.run(this.world.clock.now() + ms);
  }

  async write(text: string, options: { file?: number; path?: string; force?: boolean } = {}): Promise<EditorView> {
    const editor = this.editor;
    const { file = 0, path = editor.files[file]?.path ?? '', force = false } = options;
    this.world.input({ kind: 'write', editor: editor.id, file, path, text, force });
    await this.world.run(this.world.clock.now() + 10);
    return this.editor;
  }

  async leave(code = 0): Promise<void> {
    this.screen = '';
    this.world.input({ kind: 'leave', editor: this.editor.id, code });
    await this.world.run(this.world.clock.now() + 500);
  }

  get editor(): EditorView {
    const editor = this.editors.at(-1);
    if (!editor) throw new Error(`no editor is open: ${this.screen}`);
    return editor;
  }

  /** What a command prints. */
  async ask(command: string): Promise<string> {
    await this.keys(`${command}; echo "rc=$?"\r`);
    return this.screen.replaceAll('\r', '').split('\n').slice(1, -1).join('\n');
  }
}

describe('in the pane', () => {
  test('a new file of the host: opened, written, left', async () => {
    const desk = await Desk.open(true);
    await desk.keys('mkdir /tmp/d; cd /tmp/d; vim DockerFile\r');
    expect(desk.editor).toMatchObject({
      program: 'vim',
      container: null,
      message: '"DockerFile" [New]',
      files: [{ path: '/tmp/d/DockerFile', text: '', readonly: false }],
    });
    expect(await desk.write('FROM centos:6.8\nCMD echo hi')).toMatchObject({
      message: '"/tmp/d/DockerFile" [New] 2L, 28B written',
      failed: false,
      answers: 1,
      files: [{ text: 'FROM centos:6.8\nCMD echo hi' }],
    });
    // What is typed on the terminal meanwhile is nobody's.
    await desk.keys('echo stray\r');
    expect(desk.screen).toBe('');
    await desk.leave();
    expect(desk.editors).toEqual([]);
    expect(desk.screen).toMatch(/root@docker:\/tmp\/d# $/);
    expect(await desk.ask('cat DockerFile')).toBe('FROM centos:6.8\nCMD echo hi\nrc=0');
  });

  test('lines, several files, names, folders, what cannot be written', async () => {
    const desk = await Desk.open(true);
    await desk.keys('cd /tmp; echo one > a; echo two > b; vim +10 a b\r');
    expect(desk.editor).toMatchObject({ line: 10, message: '"a" 1L, 4B', files: [{ path: '/tmp/a' }, { path: '/tmp/b', text: 'two' }] });
    expect((await desk.write('second', { file: 1 })).message).toBe('"/tmp/b" 1L, 7B written');
    await desk.leave(1);
    expect(await desk.ask('cat a b')).toBe('one\nsecond\nrc=0');

    await desk.keys('vim\r');
    expect(await desk.write('x')).toMatchObject({ failed: true, message: 'E32: No file name' });
    expect(await desk.write('x', { path: '/tmp/named' })).toMatchObject({ failed: false, files: [{ path: '/tmp/named', text: 'x' }] });
    await desk.leave();

    await desk.keys('vim -R a\r');
    expect(await desk.write('y')).toMatchObject({ failed: true, message: "E45: 'readonly' option is set (add ! to override)" });
    expect(await desk.write('y', { force: true })).toMatchObject({ failed: false });
    await desk.leave();

    await desk.keys('vim /tmp/nowhere/f\r');
    expect(await desk.write('z')).toMatchObject({ failed: true, message: '"/tmp/nowhere/f" E212: Can\'t open file for writing' });
    await desk.leave();

    await desk.keys('vim /etc/apt\r');
    expect(desk.editor).toMatchObject({ message: '"/etc/apt" is a directory', files: [{ readonly: true }] });
    await desk.leave();
    await desk.keys('nano /tmp/n\r');
    expect(desk.editor).toMatchObject({ program: 'nano', message: '[ New File ]' });
    expect((await desk.write('1\n2')).message).toBe('[ Wrote 2 lines ]');
    await desk.leave();
    expect(await desk.ask('wc -l /tmp/n')).toBe('2 /tmp/n\nrc=0');
  });

  test('as the user of the process, and closed with it', async () => {
    const desk = await Desk.open(true);
    await desk.keys("su student -c 'vi /etc/hostname'\r");
    expect(await desk.write('mine', { force: true })).toMatchObject({ failed: true });
    await desk.world.run(desk.world.clock.now() + 10);
    const process = [...desk.world.kernel.pids.processes.values()].find(({ state }) => state.argv[0] === 'vi');
    process?.signal('TERM');
    await desk.world.run(desk.world.clock.now() + 500);
    expect(desk.editors).toEqual([]);
    expect(await desk.ask('cat /etc/hostname')).toBe('docker\nrc=0');
  });

  test('a file of a container is copied up, and the layers see it', async () => {
    const desk = await Desk.open(true);
    await desk.keys('docker run -d --name box busybox sleep 1000\r', 20_000);
    await desk.keys('docker exec -it box vi /etc/passwd\r');
    expect(desk.editor.program).toBe('vi');
    expect(desk.editor.container).toMatch(/^[0-9a-f]{12}$/);
    expect(desk.editor.files[0]?.text).toMatch(/^root:x:0:0/);
    expect((await desk.write('root::0:0:root:/:/bin/sh')).message).toBe("'/etc/passwd' 1L, 25C");
    await desk.leave();
    expect(await desk.ask('docker diff box')).toContain('C /etc/passwd');
    // A file of it saved from outside.
    const id = (await desk.ask('docker ps -q --no-trunc')).split('\n')[0] ?? '';
    desk.world.input({ kind: 'put', container: id, path: '/etc/motd', text: 'hello\n' });
    expect(await desk.ask('docker exec box cat /etc/motd')).toBe('hello\nrc=0');
    await desk.ask('docker stop -t 0 box');
    desk.world.input({ kind: 'put', container: id, path: '/etc/motd', text: 'later\n' });
    await desk.ask('docker start box');
    expect(await desk.ask('docker exec box cat /etc/motd')).toBe('later\nrc=0');
  }, 30_000);

  test('a replay has the same editor open, and is the same world', async () => {
    const desk = await Desk.open(true);
    await desk.keys('vim /tmp/f\r');
    await desk.write('first');
    await desk.leave();
    await desk.keys('vim /tmp/f /tmp/g\r');
    await desk.write('second');
    const { world } = desk;
    const journal = JSON.parse(JSON.stringify(world.journal())) as Journal;
    let editors: readonly EditorView[] = [];
    const again = await newWorld({ journal, onEditors: (now) => (editors = now) });
    await again.run(world.clock.now());
    expect(editors).toEqual(desk.editors);
    expect(await again.snapshot()).toEqual(await world.snapshot());
    const before = await world.digest();
    world.kernel.editors.happen(desk.editor.id, { kind: 'leave', code: 0 });
    expect(await world.digest()).not.toBe(before);
    await expect(world.digest()).resolves.not.toBe(await again.digest());
    again.input({ kind: 'leave', editor: 2, code: 0 });
    await again.run(again.clock.now() + 100);
    expect(again.readHostFile('/tmp/f')).toBe('second\n');
  });
});

describe('on a plain terminal', () => {
  test('vi’s keys', async () => {
    const desk = await Desk.open(false);
    await desk.keys('vim /tmp/f\r');
    await desk.keys('iFROM busybox\rCMD date\x1b:wq\r');
    expect(desk.screen).toMatch(/# $/);
    expect(await desk.ask('cat /tmp/f')).toBe('FROM busybox\nCMD date\nrc=0');
    await desk.keys('vim /tmp/f\r');
    await desk.keys('ggddoENV A=1\x1bx:q\r');
    expect(desk.screen).toContain('E37: No write since last change (add ! to override)');
    await desk.keys('u:foo\r');
    expect(desk.screen).toContain('E492: Not an editor command: foo');
    await desk.keys(':x\r');
    expect(await desk.ask('cat /tmp/f')).toBe('CMD date\nENV A=1\nrc=0');
    await desk.keys('vi /tmp/f\r');
    await desk.keys('Gyyp0Xx\x1b:q!\r');
    expect(await desk.ask('wc -l < /tmp/f')).toBe('2\nrc=0');
  });

  test('nano’s keys', async () => {
    const desk = await Desk.open(false);
    await desk.keys('nano /tmp/f\r');
    await desk.keys('text\x0f\r');
    expect(desk.screen).toContain('[ Wrote 1 line ]');
    await desk.keys('s\x18n');
    expect(await desk.ask('cat /tmp/f')).toBe('text\nrc=0');
  });

  test('and where there is none', async () => {
    const desk = await Desk.open(false);
    expect(await desk.ask('vim --foo')).toContain('Unknown option argument: "--foo"\nMore info with: "vim -h"\nrc=1');
    expect(await desk.ask('vim /tmp/f </dev/null 2>&1 >/dev/null | grep -v "^.$"')).toContain(
      'Vim: Warning: Output is not to a terminal\nVim: Warning: Input is not from a terminal',
    );
    expect(await desk.ask('printf "ix\\033:wq\\n" | vim /tmp/p >/dev/null 2>&1; cat /tmp/p')).toBe('x\nrc=0');
    expect(await desk.ask('nano /tmp/f </dev/null')).toBe('Standard input is not a terminal\nrc=1');
  });
});
