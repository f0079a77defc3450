#!/usr/bin/env python3
"""Runs every script of cases/*.txt in the real bash and the real busybox sh and writes bash.json and ash.json.

A cases file holds scripts between lines "%%"; its name's ending tells who runs it: *.both.txt, *.bash.txt, *.ash.txt.
Scripts run by `-c` in an empty /tmp/sh with PATH=/usr/bin:/bin HOME=/root TERM=dumb, standard input empty.
Needs root, bash 5.2 and busybox 1.35. usage: record.py
"""
import json, os, pathlib, shutil, subprocess

here = pathlib.Path(__file__).parent
shells = {"bash": ["/bin/bash", "bash"], "ash": ["/bin/busybox", "sh"]}
for kind, (path, name) in shells.items():
    rows = []
    for file in sorted(here.glob("cases/*.txt")):
        if file.suffixes[0] not in (".both", "." + kind):
            continue
        for script in file.read_text().split("\n%%\n"):
            script = script.rstrip("\n")
            shutil.rmtree("/tmp/sh", ignore_errors=True)
            os.mkdir("/tmp/sh")
            run = subprocess.run([name, "-c", script], executable=path, cwd="/tmp/sh", stdin=subprocess.DEVNULL, capture_output=True, timeout=20,
                                 env={"PATH": "/usr/bin:/bin", "HOME": "/root", "TERM": "dumb"})
            code = run.returncode if run.returncode >= 0 else 128 - run.returncode
            rows.append({"script": script, "stdout": run.stdout.decode(errors="replace"), "stderr": run.stderr.decode(errors="replace"), "code": code})
    (here / f"{kind}.json").write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
    print(kind, len(rows))
shutil.rmtree("/tmp/sh", ignore_errors=True)
