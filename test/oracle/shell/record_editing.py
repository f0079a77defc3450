#!/usr/bin/env python3
"""Types the keys of every case at a real interactive bash 5.2 or busybox ash on a pseudoterminal and writes editing.json.

A case is (name, shell, steps) or (name, shell, steps, options). A step is the keys, or (keys, milliseconds to wait
afterwards), or ("", ms, (cols, rows)) to resize. Options: cols, rows, history (lines of the history file). The files are
those of FILES below /tmp/edit, the working folder is /tmp/edit/work. What the terminal got is recorded raw, step by step; the
test draws it and ours through the same model of a screen. Needs root (for the folder), bash 5.2, busybox 1.35 and GNU tools.
usage: record_editing.py [name…]
"""
import concurrent.futures, fcntl, json, os, pathlib, pty, select, shutil, signal, struct, sys, termios, time

from editing_cases import CASES, FILES, PROGRAMS

here = pathlib.Path(__file__).parent
WAIT = 350


def folder(root):
    shutil.rmtree(root, ignore_errors=True)
    os.makedirs(f"{root}/bin")
    for name in PROGRAMS:
        os.symlink(shutil.which(name), f"{root}/bin/{name}")
    for path in FILES:
        if path.endswith("/"):
            os.makedirs(f"{root}/{path}", exist_ok=True)
        else:
            os.makedirs(os.path.dirname(f"{root}/{path}"), exist_ok=True)
            pathlib.Path(f"{root}/{path}").write_text("text\n")


def record(case):
    name, shell, steps, *more = case
    options = more[0] if more else {}
    cols, rows = options.get("cols", 80), options.get("rows", 24)
    histfile = f"/tmp/edit/hist-{abs(hash((name, shell)))}"
    pathlib.Path(histfile).write_text("".join(f"{line}\n" for line in options.get("history", [])))
    env = {"PATH": "/tmp/edit/bin", "HOME": "/tmp/edit/home", "TERM": "xterm", "PS1": "$ ", "LANG": "C.UTF-8", "HISTFILE": histfile}
    child, master = pty.fork()
    if child == 0:
        os.chdir("/tmp/edit/work")
        time.sleep(0.05)
        if shell == "bash":
            os.execve("/bin/bash", ["bash", "--norc"], env)
        os.execve("/bin/busybox", ["sh"], env)
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def collect(ms):
        out, end = b"", time.monotonic() + ms / 1000
        while (left := end - time.monotonic()) > 0:
            if select.select([master], [], [], left)[0]:
                try:
                    out += os.read(master, 65536)
                except OSError:
                    break
        return out.decode(errors="replace")

    result = [{"keys": "", "output": collect(700)}]
    for step in steps:
        keys, ms, size = (step, WAIT, None) if isinstance(step, str) else (*step, None)[:3]
        if size:
            fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        try:
            os.write(master, keys.encode())
        except OSError:
            pass
        row = {"keys": keys}
        if ms != WAIT:
            row["ms"] = ms
        if size:
            row["size"] = list(size)
        result.append({**row, "output": collect(ms)})
    try:
        os.killpg(child, signal.SIGKILL)
        os.kill(child, signal.SIGKILL)
    except ProcessLookupError:
        pass
    os.close(master)
    os.waitpid(child, 0)
    pathlib.Path(histfile).unlink(missing_ok=True)
    size = {} if (cols, rows) == (80, 24) else {"size": [cols, rows]}
    history = {"history": options["history"]} if "history" in options else {}
    return {"name": name, "shell": shell, **size, **history, "steps": result}


folder("/tmp/edit")
file = here / "editing.json"
old = {(c["name"], c["shell"]): c for c in json.loads(file.read_text())["cases"]} if file.exists() else {}
cases = [(n, s, *rest) for n, shells, *rest in CASES for s in shells.split()]
wanted = [c for c in cases if len(sys.argv) < 2 or any(word in c[0] for word in sys.argv[1:])]
with concurrent.futures.ThreadPoolExecutor(12) as pool:
    for case in pool.map(record, wanted):
        old[case["name"], case["shell"]] = case
kept = [old[c[0], c[1]] for c in cases if (c[0], c[1]) in old]
file.write_text(json.dumps({"programs": PROGRAMS, "files": FILES, "cases": kept}, ensure_ascii=False, indent=0) + "\n")
shutil.rmtree("/tmp/edit")
print(len(wanted), "recorded,", len(kept), "in all")
