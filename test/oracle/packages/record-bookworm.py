#!/usr/bin/env python3
"""Writes src/sim/packages/bookworm.data.ts from the package lists of a Debian 12 (this very machine, after `apt-get update`),
and apt-get.golden.json: what its apt-get says when a bookworm-slim is asked to install something.

Files come from the packages that are installed here; of the others only what EXTRA names is known.
Usage: record-bookworm.py SCRATCH_DIR
"""
import json, os, re, subprocess, sys

BASE = """adduser apt base-files base-passwd bash bsdutils coreutils dash debconf debian-archive-keyring debianutils diffutils
dpkg e2fsprogs findutils gcc-12-base gpgv grep gzip hostname init-system-helpers libacl1 libapt-pkg6.0 libattr1 libaudit-common
libaudit1 libblkid1 libbz2-1.0 libc-bin libc6 libcap-ng0 libcap2 libcom-err2 libcrypt1 libdb5.3 libdebconfclient0 libext2fs2 libffi8
libgcc-s1 libgcrypt20 libgmp10 libgnutls30 libgpg-error0 libhogweed6 libidn2-0 liblz4-1 liblzma5 libmd0 libmount1 libnettle8
libp11-kit0 libpam-modules libpam-modules-bin libpam-runtime libpam0g libpcre2-8-0 libseccomp2 libselinux1 libsemanage-common
libsemanage2 libsepol2 libsmartcols1 libss2 libstdc++6 libsystemd0 libtasn1-6 libtinfo6 libudev1 libunistring2 libuuid1 libxxhash0
libzstd1 login logsave mawk mount ncurses-base ncurses-bin passwd perl-base sed sysvinit-utils tar tzdata usr-is-merged util-linux
util-linux-extra zlib1g""".split()
TARGETS = """vim vim-tiny nano curl wget git python3 python3-pip python3-venv nginx gcc g++ make build-essential procps iputils-ping
iproute2 net-tools less tree openssh-client openssh-server ca-certificates redis-server redis-tools redis nodejs default-jre
default-jre-headless openjdk-17-jre-headless tcpdump htop jq unzip zip sudo locales dnsutils telnet netcat-openbsd netcat-traditional
gnupg lsb-release apt-transport-https bash-completion file xz-utils bzip2 rsync cron socat iptables strace lsof psmisc tini gosu
supervisor apache2 default-mysql-client mariadb-client postgresql-client sqlite3 cowsay figlet sl stress man-db libc6-dev apt-utils
bsdmainutils screen tmux perl gettext-base traceroute libssl-dev zlib1g-dev pkg-config""".split()
SAID = ["vim", "curl", "--no-install-recommends curl", "nano less", "git", "--no-install-recommends git", "python3", "nginx", "procps iputils-ping",
        "gcc make", "wget", "redis-server", "tree htop", "iproute2 net-tools", "jq unzip", "default-jre-headless", "--no-install-recommends openssh-client",
        "coreutils", "nosuch", "vim nosuch", "redis"]
EXTRA = {
    "nano": "/etc/nanorc:12015 *bin/nano:283144 bin/rnano>nano",
    "nginx": "*usr/sbin/nginx:1222248",
    "nginx-common": "/etc/nginx/mime.types:5465 /etc/nginx/fastcgi_params:1007 /etc/init.d/nginx:4579",
    "htop": "*usr/bin/htop:338816",
    "tree": "*usr/bin/tree:92816",
    "iputils-ping": "*usr/bin/ping:90568 usr/bin/ping4>ping usr/bin/ping6>ping",
    "sudo": "*usr/bin/sudo:281624 /etc/sudoers:1671",
    "cowsay": "*usr/games/cowsay:4664 usr/games/cowthink>cowsay",
    "figlet": "*usr/bin/figlet-figlet:43096 usr/bin/figlet>figlet-figlet",
    "sl": "*usr/games/sl:18720",
    "stress": "*usr/bin/stress:23368",
    "tcpdump": "*usr/bin/tcpdump:1261512",
    "libpcap0.8": "usr/lib/x86_64-linux-gnu/libpcap.so.1.10.3:310320 usr/lib/x86_64-linux-gnu/libpcap.so.0.8>libpcap.so.1.10.3",
    "redis-server": "usr/bin/redis-server>redis-check-rdb /etc/redis/redis.conf:107552",
    "redis-tools": "*usr/bin/redis-check-rdb:1817032 *usr/bin/redis-cli:1010040 *usr/bin/redis-benchmark:1010040 usr/bin/redis-check-aof>redis-check-rdb",
    "inetutils-telnet": "*usr/bin/inetutils-telnet:141704 usr/bin/telnet>inetutils-telnet",
    "netcat-openbsd": "*bin/nc.openbsd:43912 bin/nc>nc.openbsd",
    "netcat-traditional": "*bin/nc.traditional:35464 bin/nc>nc.traditional",
    "vim-tiny": "*usr/bin/vim.tiny:1689872 usr/bin/vi>vim.tiny",
    "screen": "*usr/bin/screen:482704",
    "rsync": "*usr/bin/rsync:546184",
    "socat": "*usr/bin/socat:408264",
    "cron": "*usr/sbin/cron:59608 *usr/bin/crontab:43424",
    "traceroute": "*usr/bin/traceroute.db:72664 usr/bin/traceroute>traceroute.db",
    "bind9-dnsutils": "*usr/bin/dig:154840 *usr/bin/nslookup:149368 *usr/bin/nsupdate:79064",
    "bind9-host": "*usr/bin/host:133568",
    "openssh-server": "*usr/sbin/sshd:925000 /etc/ssh/sshd_config:3223",
    "apache2": "*usr/sbin/apachectl:7265 *usr/sbin/a2enmod:15424 /etc/apache2/apache2.conf:7178",
    "apache2-bin": "*usr/sbin/apache2:733976",
    "mariadb-client": "*usr/bin/mariadb-dump:3900000 usr/bin/mysqldump>mariadb-dump",
    "mariadb-client-core": "*usr/bin/mariadb:4100000 usr/bin/mysql>mariadb",
    "supervisor": "*usr/bin/supervisord:968 *usr/bin/supervisorctl:972",
    "gosu": "*usr/sbin/gosu:2000000",
    "apt-utils": "*usr/bin/apt-ftparchive:281040 *usr/bin/apt-extracttemplates:22800 *usr/bin/apt-sortpkgs:22800",
    "libnode108": "usr/lib/x86_64-linux-gnu/libnode.so.108:36800000",
    "bash-completion": "usr/share/bash-completion/bash_completion:73000",
    "openjdk-17-jre-headless": "*usr/lib/jvm/java-17-openjdk-amd64/bin/java:14480 *usr/lib/jvm/java-17-openjdk-amd64/bin/keytool:14544 usr/lib/jvm/java-17-openjdk-amd64/lib/modules:117000000 usr/bin/java>/usr/lib/jvm/java-17-openjdk-amd64/bin/java usr/bin/keytool>/usr/lib/jvm/java-17-openjdk-amd64/bin/keytool",
}
# Links that postinst scripts make by update-alternatives.
ALTERNATIVES = {
    "vim": "usr/bin/vim>vim.basic usr/bin/vi>vim.basic usr/bin/view>vim.basic usr/bin/vimdiff>vim.basic usr/bin/rvim>vim.basic usr/bin/ex>vim.basic usr/bin/editor>vim.basic",
    "nano": "usr/bin/pico>/bin/nano usr/bin/editor>/bin/nano",
    "less": "usr/bin/pager>less",
    "gcc": "usr/bin/cc>gcc", "g++": "usr/bin/c++>g++",
    "nodejs": "usr/bin/js>node",
}
MOST = 14

scratch = sys.argv[1]
os.makedirs(f"{scratch}/cache", exist_ok=True)
OPTIONS = ["-o", f"Dir::State::status={scratch}/status", "-o", f"Dir::Cache={scratch}/cache/", "-o", "Debug::NoLocking=1"]
ENV = {**os.environ, "LC_ALL": "C.UTF-8", "COLUMNS": "80"}

def run(*argv):
    return subprocess.run(argv, capture_output=True, text=True, env=ENV)

def stanzas(names):
    found = {}
    for text in run("apt-cache", "show", *names).stdout.split("\n\n"):
        fields = dict(re.findall(r"^([A-Za-z0-9-]+): (.*)$", text, re.M))
        if "Filename" in fields: found.setdefault(fields["Package"], fields)
    return found

base = stanzas(BASE)
with open(f"{scratch}/status", "w") as file:
    for name, fields in base.items():
        kept = {k: v for k, v in fields.items() if k not in ("Filename", "Size", "MD5sum", "SHA256", "Tag", "Description-md5", "Package")}
        file.write(f"Package: {name}\nStatus: install ok installed\n" + "".join(f"{k}: {v}\n" for k, v in kept.items()) + "\n")

if os.path.exists(f"{scratch}/closure.txt"):
    closure = set(open(f"{scratch}/closure.txt").read().split())
else:
    closure = set()
    for target in TARGETS:
        closure |= set(re.findall(r"^Inst (\S+)", run("apt-get", *OPTIONS, "-s", "install", target).stdout, re.M))

def files_of(name):
    if name in EXTRA: return EXTRA[name]
    listed = run("dpkg-query", "-L", name)
    if listed.returncode: return ""
    rows = []
    for path in listed.stdout.split("\n"):
        if not path or not os.path.lexists(path): continue
        real = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
        if os.path.islink(path) or not os.path.isfile(path):
            if os.path.islink(path) and re.search(r"/s?bin/|\.so", path): rows.append((2, 0, real[1:] + ">" + os.readlink(path)))
            continue
        stat = os.lstat(path)
        run_able = stat.st_mode & 0o111 and re.search(r"/s?bin/[^/]+$", path)
        kind = 0 if run_able else 1 if path.startswith("/etc/") else 3
        rows.append((kind, -stat.st_size, ("*" if run_able else "/" if path.startswith("/etc/") else "") + real[1:] + f":{stat.st_size}"))
    rows = [row for row in rows if " " not in row[2]]
    programs = sorted(row for row in rows if row[0] == 0)
    etc = sorted(row for row in rows if row[0] == 1)[:3]
    links = sorted(row for row in rows if row[0] == 2)[:8]
    data = sorted((row for row in rows if row[0] == 3), key=lambda row: row[1])[:5]
    most = 120 if name in BASE else MOST
    return " ".join(row[2] for row in programs[:most] + etc + links + data).replace(" /", " /")

rows = []
everything = {**stanzas(sorted(closure)), **base}
for name in sorted(everything):
    f = everything[name]
    provides = re.sub(r" \([^)]*\)", "", f.get("Provides", ""))
    depends = ", ".join(x for x in (f.get("Pre-Depends", ""), f.get("Depends", "")) if x)
    files = files_of(name)
    if name in ALTERNATIVES: files = (files + " " + ALTERNATIVES[name]).strip()
    files = files.replace(" /etc", " etc")
    files = re.sub(r"^/etc", "etc", files)
    rows.append("\t".join([name, f["Version"], "a" if f["Architecture"] == "all" else "s" if f.get("Multi-Arch") == "same" else "", f.get("Section", ""), f.get("Priority", "optional")[0],
                           f["Size"], f.get("Installed-Size", "0"), depends, f.get("Recommends", ""), f.get("Suggests", ""), provides,
                           "b" if name in base else "", f.get("Description", f.get("Description-en", "")), f["Filename"], f.get("Source", ""), re.sub(r"\s*<.*>", "", f.get("Maintainer", "")), files]).replace("`", "'"))
here = os.path.dirname(os.path.abspath(__file__))
with open(f"{here}/../../../src/sim/packages/bookworm.data.ts", "w") as file:
    file.write("/** Written by test/oracle/packages/record-bookworm.py from the package lists of Debian 12. */\n\n"
               "/** A package a line; the columns are read in `debian.ts`. */\nexport const bookworm = `\n" + "\n".join(rows) + "\n`;\n")
said = {}
for words in SAID:
    out = run("apt-get", *OPTIONS, "--assume-no", "install", *words.split())
    said[words] = {"stdout": out.stdout, "stderr": out.stderr, "code": out.returncode}
with open(f"{here}/apt-get.golden.json", "w") as file:
    json.dump(said, file, indent=1)
    file.write("\n")
print(len(rows), "packages")
