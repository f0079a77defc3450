#!/usr/bin/env python3
"""Records what the real programs of this machine (GNU tools and /bin/busybox) print, for src/sim/bin/differential.test.ts.

Usage: record.py [OUT.json]      (root is needed: every command runs in its own fresh chroot)

cases.txt holds one command per line, words quoted as for a shell, `< FILE` gives standard input.
A line begins with the flavours: `*` both, `g` GNU, `b` busybox. The recordings are never edited by hand.
"""
import json, os, re, shlex, shutil, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ENV = {'PATH': '/bin', 'HOME': '/root', 'LANG': 'C.UTF-8', 'PWD': '/w', 'TERM': 'xterm'}
OLD = 1577934245  # 2020-01-02 03:04:05 UTC

FILES = {
    'a.txt': 'alpha\nbeta\ngamma\n', 'b.txt': 'beta\ndelta\n', 'empty': '', 'noeol': 'one\ntwo',
    'num.txt': '10\n9\n2\n33\n1\n', 'dup.txt': 'x\nx\ny\nx\nz\nz\n', 'sp ace': 'blank\n',
    'words.txt': 'the quick  brown fox\njumps over\tthe lazy dog\n\nThe End\n',
    'table.txt': 'root:x:0:0\nbob:x:1000:100\nalice:x:999:100\n', 'utf8.txt': 'héllo wörld\n花卷\n',
    'lines.txt': ''.join(f'line {i}\n' for i in range(1, 31)), 'dir/inner.txt': 'inside\n', 'dir/sub/deep.txt': 'deep\n',
    'run.sh': '#!/bin/sh\necho run\n', 'ctl.txt': 'a\tb\x01\x7fc\n', 'sizes.txt': '1K\n2M\n512\n1G\n', 'months.txt': 'Mar\nJan\nDec\nFeb\n',
    'json.txt': '"Id": 1,\n"Name": "x",\n"Id": 2\n',
}

def tree(root):
    w = os.path.join(root, 'w')
    for name, text in FILES.items():
        path = os.path.join(w, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as f:
            f.write(text.encode())
        os.chmod(path, 0o755 if name.endswith('.sh') else 0o644)
    os.symlink('a.txt', os.path.join(w, 'link'))
    os.symlink('nowhere', os.path.join(w, 'dangling'))
    os.makedirs(os.path.join(w, 'void'))
    for base, dirs, files in os.walk(w, topdown=False):
        for name in dirs + files:
            os.utime(os.path.join(base, name), (OLD, OLD), follow_symlinks=False)
    os.utime(w, (OLD, OLD))

def snapshot(root):
    out = {}
    w = os.path.join(root, 'w')
    for base, dirs, files in os.walk(w):
        for name in dirs + files:
            path = os.path.join(base, name)
            st = os.lstat(path)
            key = os.path.relpath(path, w)
            kind = 'link' if os.path.islink(path) else 'dir' if os.path.isdir(path) else 'file' if os.path.isfile(path) else 'other'
            data = os.readlink(path) if kind == 'link' else open(path, 'rb').read().decode('latin-1') if kind == 'file' else ''
            old = kind == 'file' and int(st.st_mtime) == OLD
            out[key] = [kind, '' if kind == 'link' else oct(st.st_mode & 0o7777)[2:], data, st.st_uid, st.st_gid, old]
    return out

def libraries(path):
    text = subprocess.run(['ldd', path], capture_output=True, text=True).stdout
    return re.findall(r'(/\S+)', text)

def base(root, names):
    for d in ('bin', 'etc', 'tmp', 'root', 'dev', 'w'):
        os.makedirs(os.path.join(root, d))
    os.chmod(os.path.join(root, 'tmp'), 0o1777)
    shutil.copytree('/usr/lib/locale/C.utf8', os.path.join(root, 'usr/lib/locale/C.utf8'))
    for name, minor in (('null', 3), ('zero', 5)):
        os.mknod(os.path.join(root, 'dev', name), 0o020666, os.makedev(1, minor))
        os.chmod(os.path.join(root, 'dev', name), 0o666)
    with open(os.path.join(root, 'etc/passwd'), 'w') as f:
        f.write('root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\nbob:x:1000:100:Bob:/home/bob:/bin/sh\n')
    with open(os.path.join(root, 'etc/group'), 'w') as f:
        f.write('root:x:0:\nusers:x:100:\nadm:x:4:bob\nnogroup:x:65534:\n')
    with open(os.path.join(root, 'etc/hosts'), 'w') as f:
        f.write('127.0.0.1\tlocalhost\n')
    shutil.copy('/bin/busybox', os.path.join(root, 'bin/busybox'))
    for name in names:
        real = shutil.which(name, path='/usr/bin:/bin:/usr/sbin:/sbin')
        if real is None:
            continue
        if os.path.basename(os.path.realpath(real)) == 'busybox':
            continue
        shutil.copy(os.path.realpath(real), os.path.join(root, 'bin', name))
        for lib in libraries(real):
            to = root + lib
            os.makedirs(os.path.dirname(to), exist_ok=True)
            if not os.path.exists(to):
                shutil.copy(lib, to)

def main():
    out_path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, 'recordings.json')
    cases = []
    for line in open(os.path.join(HERE, 'cases.txt'), encoding='utf-8'):
        line = line.rstrip('\n')
        if not line or line.startswith('#'):
            continue
        flavour, rest = line.split(' ', 1)
        words = shlex.split(rest.replace('\\n', '\n') if rest.startswith('$') else rest)
        stdin = None
        if '<' in words:
            at = words.index('<')
            stdin = words[at + 1]
            words = words[:at]
        for f in 'gb' if flavour == '*' else flavour:
            cases.append((f, words, stdin))
    names = sorted({words[0] for f, words, _ in cases if f == 'g'} | {'true', 'false', 'echo', 'cat', 'sh', 'env', 'sleep', 'sort', 'rm', 'ls'})
    template = tempfile.mkdtemp()
    os.chmod(template, 0o755)
    base(template, names)
    results = []
    for flavour, words, stdin in cases:
        w = os.path.join(template, 'w')
        shutil.rmtree(w)
        os.makedirs(w)
        tree(template)
        before = snapshot(template)
        data = b'' if stdin is None else open(os.path.join(w, stdin), 'rb').read()
        argv = (['/bin/busybox'] if flavour == 'b' else []) + words
        def enter():
            os.chroot(template)
            os.chdir('/w')
            os.umask(0o022)
        try:
            done = subprocess.run(argv, input=data, capture_output=True, env=ENV, preexec_fn=enter, timeout=5)
            code, stdout, stderr = done.returncode, done.stdout, done.stderr
        except subprocess.TimeoutExpired:
            print('timeout', flavour, words, file=sys.stderr)
            continue
        except FileNotFoundError:
            print('missing', flavour, words, file=sys.stderr)
            continue
        after = snapshot(template)
        changes = {k: after.get(k) for k in sorted(set(before) | set(after)) if before.get(k) != after.get(k)}
        entry = {'flavour': flavour, 'argv': words, 'stdout': stdout.decode('latin-1'), 'stderr': stderr.decode('latin-1'), 'code': code}
        if stdin: entry['stdin'] = stdin
        if changes: entry['changes'] = changes
        results.append(entry)
    shutil.rmtree(template)
    with open(out_path, 'w') as f:
        json.dump({'files': FILES, 'cases': results}, f, ensure_ascii=True, indent=0)
        f.write('\n')
    print(len(results), 'recorded')

main()
