"""Plays a scenario on the kernel's own overlayfs and tells what came of it.

stdin: one scenario a line, {"layers": [[call, ...], ...]}; a call is ["mkdir", "/a/b"], ["write", "/a", "text"], ... (overlay-kernel.oracle.test.ts)
stdout: one answer a line, [{"outcomes": [...], "merged": [...], "upper": [...], "xattrs": [...]}, ...], one per layer
Every scenario has a folder of its own under the current one (a tmpfs: unmounting an overlay syncs the disk under it).
"""
import errno
import json
import os
import shutil
import stat
import subprocess
import sys

KINDS = {stat.S_IFDIR: "dir", stat.S_IFREG: "file", stat.S_IFLNK: "symlink", stat.S_IFCHR: "char", stat.S_IFIFO: "fifo"}
PRIVATE = "trusted.overlay."


def kind(st):
    return KINDS[stat.S_IFMT(st.st_mode)]


def put(path, text, flags, mode=0o666, at=None):
    fd = os.open(path, os.O_WRONLY | flags, mode)
    try:
        if at is not None:
            os.lseek(fd, at, os.SEEK_SET)
        os.write(fd, text.encode())
    finally:
        os.close(fd)


def remove_all(path):
    """rm -r: what it meets first that cannot be removed ends it."""
    if kind(os.lstat(path)) != "dir":
        return os.unlink(path)
    for name in sorted(os.listdir(path)):
        remove_all(path + "/" + name)
    os.rmdir(path)


def again(path):
    """rm -r and mkdir: a folder that hides what was there."""
    remove_all(path)
    os.mkdir(path, 0o777)


def look(path):
    st = os.lstat(path)
    names = ",".join(sorted(os.listdir(path))) if kind(st) == "dir" else ""
    size = "" if kind(st) == "dir" else st.st_size
    return f"{kind(st)} {st.st_mode & 0o7777:o} n{st.st_nlink} {size} u{st.st_uid} g{st.st_gid} {names}"


CALLS = {
    "mkdir": lambda r, p: os.mkdir(r + p, 0o777),
    "rmdir": lambda r, p: os.rmdir(r + p),
    "write": lambda r, p, text: put(r + p, text, os.O_CREAT | os.O_TRUNC),
    "append": lambda r, p, text: put(r + p, text, os.O_CREAT | os.O_APPEND),
    "pwrite": lambda r, p, text, at: put(r + p, text, 0, at=at),
    "excl": lambda r, p: put(r + p, "x", os.O_CREAT | os.O_EXCL, 0o640),
    "unlink": lambda r, p: os.unlink(r + p),
    "rename": lambda r, p, q: os.rename(r + p, r + q),
    "link": lambda r, p, q: os.link(r + p, r + q),
    "symlink": lambda r, p, target: os.symlink(target, r + p),
    "chmod": lambda r, p, mode: os.chmod(r + p, mode),
    "chown": lambda r, p, uid, gid: os.lchown(r + p, uid, gid),
    "truncate": lambda r, p, size: os.truncate(r + p, size),
    "utime": lambda r, p, when: os.utime(r + p, (when, when)),
    "setxattr": lambda r, p, name, value: os.setxattr(r + p, name, value.encode(), follow_symlinks=False),
    "removexattr": lambda r, p, name: os.removexattr(r + p, name, follow_symlinks=False),
    "listxattr": lambda r, p: " ".join(sorted(os.listxattr(r + p, follow_symlinks=False))),
    "rm -r": lambda r, p: remove_all(r + p),
    "again": lambda r, p: again(r + p),
    "look": lambda r, p: look(r + p),
}


def outcome(root, call):
    try:
        return "ok " + str(CALLS[call[0]](root, *call[1:]) or "")
    except OSError as error:
        return errno.errorcode[error.errno]


def tree(root):
    lines = []

    def visit(folder, prefix):
        for name in sorted(os.listdir(folder)):
            path = folder + "/" + name
            st = os.lstat(path)
            more = ""
            if kind(st) == "file":
                with open(path, "rb") as file:
                    more = file.read().decode()
            elif kind(st) == "symlink":
                more = os.readlink(path)
            elif kind(st) == "char":
                more = str(st.st_rdev)
            lines.append(f"{prefix}{name} {kind(st)} {st.st_mode & 0o7777:o} u{st.st_uid} g{st.st_gid} {more}")
            if kind(st) == "dir":
                visit(path, f"{prefix}{name}/")

    visit(root, "")
    return lines


def xattrs(root):
    lines = []
    for top, dirs, files in os.walk(root):
        for name in dirs + files + (["."] if top == root else []):
            path = os.path.join(top, name)
            found = [n for n in os.listxattr(path, follow_symlinks=False) if n.startswith("trusted.") and n != PRIVATE + "uuid"]
            texts = [n if n.startswith(PRIVATE) else n + "=" + os.getxattr(path, n, follow_symlinks=False).decode() for n in sorted(found)]
            if texts:
                lines.append(os.path.normpath(os.path.relpath(path, root)) + " " + " ".join(texts))
    return sorted(lines)


def play(layers, home):
    os.mkdir(home)
    answers, lowers = [], []
    for n, calls in enumerate(layers):
        upper = merged = f"{home}/u{n}"
        os.mkdir(upper)
        if lowers:
            merged = f"{home}/m{n}"
            os.mkdir(merged)
            os.mkdir(f"{home}/w{n}")
            options = f"lowerdir={':'.join(lowers)},upperdir={upper},workdir={home}/w{n},redirect_dir=off,index=off,metacopy=off,xino=off"
            subprocess.run(["mount", "-t", "overlay", "overlay", "-o", options, merged], check=True)
        try:
            outcomes = [outcome(merged, call) for call in calls]
            seen = tree(merged)
        finally:
            if lowers:
                subprocess.run(["umount", merged], check=True)
        answers.append({"outcomes": outcomes, "merged": seen, "upper": tree(upper), "xattrs": xattrs(upper) if lowers else []})
        lowers.insert(0, upper)
    shutil.rmtree(home)
    return answers


os.umask(0o022)
for number, line in enumerate(sys.stdin):
    print(json.dumps(play(json.loads(line)["layers"], f"s{number}")), flush=True)
