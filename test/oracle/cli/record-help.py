#!/usr/bin/env python3
"""Records the real client's `--help` of every command: record-help.py DOCKER OUT.json [COLUMNS]

Run without a terminal the client wraps at 80 columns; with COLUMNS it is given a terminal of that width as standard input.
"""
import fcntl, json, os, pty, re, struct, subprocess, sys, termios

docker, out = sys.argv[1], sys.argv[2]
columns = int(sys.argv[3]) if len(sys.argv) > 3 else 0
env = {"PATH": os.environ["PATH"], "HOME": "/root", "DOCKER_HOST": os.environ["DOCKER_HOST"]}


def run(args):
    stdin = subprocess.DEVNULL
    if columns:
        master, stdin = pty.openpty()
        fcntl.ioctl(stdin, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    done = subprocess.run([docker, *args], stdin=stdin, capture_output=True, text=True, env=env)
    return done.stdout


seen = {}


def walk(path):
    text = run([*path, "--help"])
    seen[" ".join(path)] = text
    in_commands = False
    for line in text.split("\n"):
        if re.match(r"^(Management )?Commands:$", line):
            in_commands = True
        elif not line.strip():
            in_commands = False
        elif in_commands and (m := re.match(r"^  (\S+)", line)) and m[1] not in ("completion",):
            walk([*path, m[1].rstrip("*")])


walk([])
json.dump(seen, open(out, "w"), indent=1, ensure_ascii=False)
print(len(seen), "commands")
