#!/usr/bin/env python3
"""Records what the real client says to command lines that need no engine: record-errors.py DOCKER OUT.json

Each case of cases.txt (one command line each, shell words) runs with standard input closed and an engine address where
nobody listens, so that nothing depends on an engine's state: what reaches the wire fails alike everywhere.
"""
import json, os, shlex, subprocess, sys

docker, out = sys.argv[1], sys.argv[2]
here = os.path.dirname(os.path.abspath(__file__))
env = {"PATH": os.environ["PATH"], "HOME": "/root", "DOCKER_HOST": "unix:///nosuch.sock", "HUAJUAN": "steamed"}
cases = []
for line in open(os.path.join(here, "cases.txt")):
    line = line.rstrip("\n")
    if not line or line.startswith("#"):
        continue
    done = subprocess.run([docker, *shlex.split(line)], stdin=subprocess.DEVNULL, capture_output=True, text=True, env=env, timeout=20)
    cases.append({"args": shlex.split(line), "stdout": done.stdout, "stderr": done.stderr, "code": done.returncode})
json.dump(cases, open(out, "w"), indent=1, ensure_ascii=False)
print(len(cases), "cases")
