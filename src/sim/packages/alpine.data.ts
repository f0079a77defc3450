/** Packages of Alpine 3.18 as its APKINDEX names them; sizes in kB are close to the real ones. */

/** A package a line: name|version|packed kB|installed kB|depends|m(ain), c(ommunity) or b(ase)|description|files. */
export const alpine318 = `
alpine-baselayout|3.4.3-r1|9|324|alpine-baselayout-data busybox-binsh|b|Alpine base dir structure and init scripts|etc/profile.d/README:0
alpine-baselayout-data|3.4.3-r1|12|76||b|Alpine base dir structure and init scripts|etc/passwd:0 etc/group:0 etc/profile:0 etc/shells:0 etc/hosts:0
alpine-keys|2.4-r1|13|156||b|Public keys for Alpine Linux packages|etc/apk/keys/alpine-devel@lists.alpinelinux.org-6165ee59.rsa.pub:800
apk-tools|2.14.0-r2|119|304|musl ca-certificates-bundle libcrypto3 libssl3 zlib|b|Alpine Package Keeper - package manager for alpine|*sbin/apk:69832 lib/libapk.so.2.14.0:221184
busybox|1.36.1-r2|498|952|musl|b|Size optimized toolbox of many common UNIX utilities|*bin/busybox:841320
busybox-binsh|1.36.1-r2|2|8|busybox|b|busybox ash /bin/sh|bin/sh>/bin/busybox
ca-certificates-bundle|20230506-r0|120|220||b|Pre generated bundle of Mozilla certificates|etc/ssl/certs/ca-certificates.crt:214222
libc-utils|0.7.2-r5|2|4|musl-utils|b|Meta package to pull in correct libc|
libcrypto3|3.1.3-r0|1783|4232|musl|b|Crypto library from openssl|lib/libcrypto.so.3:4206592
libssl3|3.1.3-r0|234|596|musl libcrypto3|b|SSL shared libraries|lib/libssl.so.3:589824
musl|1.2.4-r1|383|620||b|the musl c library (libc) implementation|lib/ld-musl-x86_64.so.1:619408
musl-utils|1.2.4-r1|37|132|musl scanelf|b|the musl c library (libc) implementation|usr/bin/ldd:52
scanelf|1.3.7-r1|39|96|musl|b|Scan ELF binaries for stuff|usr/bin/scanelf:92184
ssl_client|1.36.1-r2|5|28|musl libcrypto3 libssl3|b|External ssl_client for busybox wget|usr/bin/ssl_client:14144
zlib|1.2.13-r1|53|108|musl|b|A compression/decompression Library|lib/libz.so.1.2.13:100872
ca-certificates|20230506-r0|153|716|libcrypto3 busybox|m|Common CA certificates PEM files from Mozilla|*usr/sbin/update-ca-certificates:14240 etc/ca-certificates.conf:5683
brotli-libs|1.0.9-r14|310|744|musl|m|Generic lossless compressor (libraries)|usr/lib/libbrotlienc.so.1.0.9:594352 usr/lib/libbrotlicommon.so.1.0.9:136192
libunistring|1.1-r1|591|1688|musl|m|Library for manipulating Unicode strings and C strings|usr/lib/libunistring.so.5.0.0:1728512
libidn2|2.3.4-r1|93|200|libunistring musl|m|Encode/Decode library for internationalized domain names|usr/lib/libidn2.so.0.3.8:198448
nghttp2-libs|1.57.0-r0|70|168|musl|m|Experimental HTTP/2 client, server and proxy (libraries)|usr/lib/libnghttp2.so.14.25.0:164320
libcurl|8.4.0-r0|303|624|brotli-libs ca-certificates libcrypto3 libidn2 libssl3 musl nghttp2-libs zlib|m|The multiprotocol file transfer library|usr/lib/libcurl.so.4.8.0:631064
curl|8.4.0-r0|120|252|libcurl musl zlib|m|URL retrival utility and library|*usr/bin/curl:251360
pcre2|10.42-r1|213|624|musl|m|Perl-compatible regular expression library|usr/lib/libpcre2-8.so.0.11.2:629624
pcre|8.45-r3|180|436|musl|m|Perl-compatible regular expression library|usr/lib/libpcre.so.1.2.13:438272
wget|1.21.4-r0|253|532|libcrypto3 libidn2 libssl3 musl pcre2 zlib|m|Network utility to retrieve files from the Web|*usr/bin/wget:458176 etc/wgetrc:4942
libexpat|2.5.0-r1|66|160|musl|m|XML Parser library written in C (libraries)|usr/lib/libexpat.so.1.8.10:154848
git|2.40.1-r0|3067|13216|libcurl libexpat musl pcre2 zlib|m|Distributed version control system|*usr/bin/git:3078576 usr/libexec/git-core/git-remote-http:2134016
openssh-keygen|9.3_p2-r0|190|460|libcrypto3 musl|m|ssh helper program for generating keys|*usr/bin/ssh-keygen:463840
libedit|20221030.3.1-r1|88|196|libncursesw musl|m|BSD line editing library|usr/lib/libedit.so.0.0.70:190184
openssh-client-common|9.3_p2-r0|1040|2516|libcrypto3 libedit musl openssh-keygen zlib|m|OpenBSD's SSH client common files|*usr/bin/scp:183488 *usr/bin/sftp:187584 etc/ssh/ssh_config:1531
openssh-client-default|9.3_p2-r0|351|768|openssh-client-common libcrypto3 musl zlib|m|OpenBSD's SSH client|*usr/bin/ssh:782480
openssh-client|9.3_p2-r0|2|4|openssh-client-default|m|OpenBSD's SSH client|
ncurses-terminfo-base|6.4_p20230506-r0|21|220||m|Descriptions of common terminals|etc/terminfo/x/xterm:3852
libncursesw|6.4_p20230506-r0|131|308|musl ncurses-terminfo-base|m|Console display library (libncursesw)|usr/lib/libncursesw.so.6.4:307992
libpanelw|6.4_p20230506-r0|5|28|libncursesw musl|m|Console display library (libpanelw)|usr/lib/libpanelw.so.6.4:18448
readline|8.2.1-r1|121|308|libncursesw musl|m|GNU readline library|usr/lib/libreadline.so.8.2:290368
bash|5.2.15-r5|468|1308|musl readline|m|The GNU Bourne Again shell|*bin/bash:757064 etc/profile.d/color_prompt.sh.disabled:295
xxd|9.0.2073-r0|8|32|musl|m|A hexadecimal and binary dumper|*usr/bin/xxd:18448
vim-common|9.0.2073-r0|5893|31532|xxd|m|Common files for vim|usr/share/vim/vim90/syntax/redif.vim:43100 etc/vim/vimrc:1093
vim|9.0.2073-r0|1213|2648|libncursesw musl vim-common|m|Improved vi-style text editor|*usr/bin/vim:2632664 usr/bin/view>vim usr/bin/vimdiff>vim
nano|7.2-r1|219|648|libncursesw musl|m|Enhanced clone of the Pico text editor|*usr/bin/nano:260776 usr/bin/rnano>nano etc/nanorc:11000
libbz2|1.0.8-r5|34|88|musl|m|Shared library for bz2|usr/lib/libbz2.so.1.0.8:71432
libffi|3.4.4-r2|21|56|musl|m|Portable, high level programming interface to various calling conventions|usr/lib/libffi.so.8.1.2:42920
gdbm|1.23-r1|82|260|musl|m|GNU dbm is a set of database routines that use extensible hashing|usr/lib/libgdbm.so.6.0.0:75704
xz-libs|5.4.3-r0|91|212|musl|m|Library and CLI tools for XZ and LZMA compressed files (libraries)|usr/lib/liblzma.so.5.4.3:206680
libgcc|12.2.1_git20220924-r10|54|140|musl|m|GNU C compiler runtime libraries|usr/lib/libgcc_s.so.1:132720
libstdc++|12.2.1_git20220924-r10|787|2232|libgcc musl|m|GNU C++ standard runtime library|usr/lib/libstdc++.so.6.0.30:2224760
mpdecimal|2.5.1-r2|84|228|libgcc libstdc++ musl|m|Complete implementation of the General Decimal Arithmetic Specification|usr/lib/libmpdec.so.2.5.1:198848
sqlite-libs|3.41.2-r2|453|1004|musl|m|Sqlite3 library|usr/lib/libsqlite3.so.0.8.6:1003168
python3|3.11.6-r0|12370|43248|libbz2 libcrypto3 libexpat libffi gdbm libncursesw libpanelw libssl3 mpdecimal musl readline sqlite-libs xz-libs zlib|m|A high-level scripting language|*usr/bin/python3.11:14224 usr/bin/python3>python3.11 usr/bin/pydoc3>pydoc3.11 usr/lib/libpython3.11.so.1.0:3796616
py3-setuptools|67.7.2-r0|581|3156|python3 py3-packaging|m|Collection of enhancements to the Python3 distutils|usr/lib/python3.11/site-packages/setuptools/command/easy_install.py:85662
py3-parsing|3.0.9-r2|152|620|python3|m|An object-oriented approach to text processing|usr/lib/python3.11/site-packages/pyparsing/core.py:213344
py3-packaging|23.1-r1|53|256|python3 py3-parsing|m|Core utilities for python packages|usr/lib/python3.11/site-packages/packaging/specifiers.py:39079
py3-pip|23.1.2-r0|2690|15220|python3 py3-setuptools|c|Tool for installing and managing Python packages|*usr/bin/pip3:210 usr/bin/pip>pip3
nginx|1.24.0-r7|544|1220|libcrypto3 libssl3 musl pcre zlib|m|HTTP and reverse proxy server (stable version)|*usr/sbin/nginx:1146528
libgomp|12.2.1_git20220924-r10|128|280|musl|m|GCC shared-memory parallel programming API library|usr/lib/libgomp.so.1.0.0:276840
libatomic|12.2.1_git20220924-r10|12|40|musl|m|GCC Atomic library|usr/lib/libatomic.so.1.2.0:30768
gmp|6.2.1-r3|176|412|musl|m|Free library for arbitrary precision arithmetic|usr/lib/libgmp.so.10.4.1:415272
isl26|0.26-r1|652|1784|gmp musl|m|Integer set library|usr/lib/libisl.so.23.3.0:1796000
mpfr4|4.2.0_p12-r0|250|620|gmp musl|m|multiple-precision floating-point library|usr/lib/libmpfr.so.6.2.0:625304
mpc1|1.3.1-r1|40|100|gmp mpfr4 musl|m|Multiprecision C library|usr/lib/libmpc.so.3.3.1:100432
jansson|2.14-r3|24|76|musl|m|lightweight JSON library|usr/lib/libjansson.so.4.14.0:63696
zstd-libs|1.5.5-r4|280|700|musl|m|Zstandard - Fast real-time compression algorithm (libraries)|usr/lib/libzstd.so.1.5.5:692272
binutils|2.40-r7|2576|7928|jansson musl zlib zstd-libs|m|Tools necessary to build programs|*usr/bin/ld:1486080 *usr/bin/as:925840 *usr/bin/objdump:396320 usr/lib/libbfd-2.40.so:1134208
gcc|12.2.1_git20220924-r10|50270|131500|binutils libatomic libgomp gmp isl26 libgcc libstdc++ mpc1 mpfr4 musl zlib|m|The GNU Compiler Collection|*usr/bin/gcc:1042680 usr/bin/cc>gcc usr/libexec/gcc/x86_64-alpine-linux-musl/12.2.1/cc1:26863168 usr/libexec/gcc/x86_64-alpine-linux-musl/12.2.1/lto1:26027584
musl-dev|1.2.4-r1|2050|10400|musl|m|the musl c library (libc) implementation (development files)|usr/lib/libc.a:2618058 usr/include/stdio.h:5366
libc-dev|0.7.2-r5|2|4|musl-dev|m|Meta package to pull in correct libc|
libstdc++-dev|12.2.1_git20220924-r10|1050|14440|libstdc++|m|GNU C++ standard runtime library (development files)|usr/lib/libstdc++.a:5311522
g++|12.2.1_git20220924-r10|13600|49900|gcc libc-dev libgcc libstdc++ libstdc++-dev gmp isl26 mpc1 mpfr4 musl zlib|m|GNU C++ standard library and compiler|*usr/bin/g++:1046776 usr/bin/c++>g++ usr/libexec/gcc/x86_64-alpine-linux-musl/12.2.1/cc1plus:28211712
libmagic|5.45-r0|370|8160|musl|m|File type identification library (libmagic)|usr/share/misc/magic.mgc:8191232
file|5.45-r0|8|28|libmagic musl|m|File type identification utility|*usr/bin/file:22664
make|4.4.1-r1|130|248|musl|m|GNU make utility to maintain groups of programs|*usr/bin/make:242112
fortify-headers|1.1-r3|8|60||m|Standalone fortify source implementation|usr/include/fortify/stdio.h:3320
patch|2.7.6-r10|79|180|musl|m|Utility to apply diffs to files|*usr/bin/patch:153872
build-base|0.5-r3|2|4|binutils file fortify-headers g++ gcc libc-dev make patch|m|Meta package for build base|
procps-ng|4.0.3-r1|1|4|libproc2 libintl libncursesw musl utmps-libs|m|Utilities for monitoring your system and its processes|*bin/ps:104600 *usr/bin/free:22664 *usr/bin/top:121120 *usr/bin/watch:26760 *usr/bin/uptime:14224
libintl|0.21.1-r7|11|44|musl|m|GNU gettext runtime library|usr/lib/libintl.so.8.3.0:30768
libproc2|4.0.3-r1|30|76|musl utmps-libs|m|Utilities for monitoring your system (shared libraries)|usr/lib/libproc2.so.0.0.1:67600
skalibs|2.13.1.1-r1|98|220|musl|m|Set of general-purpose C programming libraries for skarnet.org software|usr/lib/libskarnet.so.2.13.1.1:212936
utmps-libs|0.1.2.1-r1|6|32|musl skalibs|m|utmps shared libraries|lib/libutmps.so.0.1.2.1:14248
libcap2|2.69-r0|17|52|musl|m|POSIX 1003.1e capabilities (library)|usr/lib/libcap.so.2.69:34864
iputils-ping|20221126-r2|30|76|libcap2 musl|m|Send ICMP ECHO_REQUEST to network hosts|*bin/ping:71952
iputils|20221126-r2|2|4|iputils-ping|m|IP Configuration Utilities (meta)|
libelf|0.189-r2|80|184|bzip2 musl xz-libs zlib zstd-libs|m|Libraries to read and write ELF files|usr/lib/libelf-0.189.so:118912
bzip2|1.0.8-r5|14|56|libbz2 musl|m|A high-quality data compression program|*usr/bin/bzip2:31664
libmnl|1.0.5-r1|9|36|musl|m|Library for minimalistic netlink|usr/lib/libmnl.so.0.2.0:18480
iproute2-minimal|6.3.0-r0|221|520|libcap2 libelf libmnl musl|m|IP Routing Utilities (minimal)|*sbin/ip:503808
iproute2|6.3.0-r0|2|4|iproute2-minimal iproute2-ss|m|IP Routing Utilities|
iproute2-ss|6.3.0-r0|60|144|libcap2 libmnl musl|m|Utility to monitor network sockets|*sbin/ss:137800
net-tools|2.10-r0|150|564|musl|m|Linux Network Base Tools|*sbin/ifconfig:71952 *bin/netstat:153872 *sbin/route:59664
less|633-r0|93|212|libncursesw musl|m|File pager|*usr/bin/less:183488
tree|2.1.1-r0|38|104|musl|m|A recursive directory indented listing program|*usr/bin/tree:88376
redis|7.0.14-r0|1075|3132|libcrypto3 libssl3 musl|m|Advanced key-value store|*usr/bin/redis-server:2103384 *usr/bin/redis-cli:854264 usr/bin/redis-sentinel>redis-server etc/redis.conf:106548
icu-data-en|73.2-r2|866|2360||m|International Components for Unicode library (en_US only)|usr/share/icu/73.2/icudt73l.dat:2411536
icu-libs|73.2-r2|1520|4060|icu-data-en libgcc libstdc++ musl|m|International Components for Unicode library (libraries)|usr/lib/libicui18n.so.73.2:2536904
c-ares|1.19.1-r0|47|104|musl|m|Asynchronous DNS library (library only)|usr/lib/libcares.so.2.6.1:96656
ada-libs|2.6.9-r0|170|440|libgcc libstdc++ musl|c|WHATWG-compliant and fast URL parser (libraries)|usr/lib/libada.so.2.6.9:440000
nodejs|18.18.2-r0|12900|43500|brotli-libs c-ares ca-certificates icu-libs libcrypto3 libgcc libssl3 libstdc++ musl nghttp2-libs zlib|m|JavaScript runtime built on V8 engine - LTS version|*usr/bin/node:43500000
npm|9.6.6-r0|2230|9800|nodejs|c|The package manager for JavaScript|*usr/bin/npm:100 *usr/bin/npx:100 usr/lib/node_modules/npm/lib/npm.js:12000
java-common|0.5-r0|2|16||c|Java common (updated: 2020)|*usr/bin/java-common:1200
openjdk11-jre-headless|11.0.21_p9-r0|44800|163000|java-common libgcc libstdc++ musl zlib|c|Oracle OpenJDK 11 (JRE headless)|*usr/lib/jvm/java-11-openjdk/bin/java:14224 usr/bin/java>/usr/lib/jvm/java-11-openjdk/bin/java usr/lib/jvm/java-11-openjdk/lib/modules:110000000
openjdk11-jre|11.0.21_p9-r0|220|560|openjdk11-jre-headless|c|Oracle OpenJDK 11 (JRE)|usr/lib/jvm/java-11-openjdk/lib/libawt_xawt.so:450000
openjdk17-jre-headless|17.0.9_p8-r0|52000|171000|java-common libgcc libstdc++ musl zlib|c|Oracle OpenJDK 17 (JRE headless)|*usr/lib/jvm/java-17-openjdk/bin/java:14224 usr/bin/java>/usr/lib/jvm/java-17-openjdk/bin/java usr/lib/jvm/java-17-openjdk/lib/modules:118000000
openjdk17-jre|17.0.9_p8-r0|230|600|openjdk17-jre-headless|c|Oracle OpenJDK 17 (JRE)|usr/lib/jvm/java-17-openjdk/lib/libawt_xawt.so:470000
libpcap|1.10.4-r1|120|292|musl|m|A system-independent interface for user-level packet capture|usr/lib/libpcap.so.1.10.4:283552
tcpdump|4.99.4-r1|490|1236|libcrypto3 libpcap musl|m|A tool for network monitoring and data acquisition|*usr/bin/tcpdump:1251848
htop|3.2.2-r1|90|268|libncursesw musl|m|Interactive process viewer|*usr/bin/htop:247400
oniguruma|6.9.8-r1|180|552|musl|m|a regular expressions library|usr/lib/libonig.so.5.3.0:556464
jq|1.6-r3|146|320|musl oniguruma|m|A lightweight and flexible command-line JSON processor|*usr/bin/jq:30848 usr/lib/libjq.so.1.0.4:270000
unzip|6.0-r14|134|304|musl|m|Extract PKZIP-compatible .zip files|*usr/bin/unzip:163840
zip|3.0-r12|130|360|musl unzip|m|Creates PKZIP-compatible .zip files|*usr/bin/zip:208896
libacl|2.3.1-r3|16|44|libattr musl|m|Libraries for access control list support|lib/libacl.so.1.1.2301:26680
libattr|2.5.1-r4|9|36|musl|m|Libraries for extended attribute support|lib/libattr.so.1.1.2501:18472
coreutils|9.3-r1|516|1116|libacl libattr libcrypto3 musl utmps-libs|m|The basic file, shell and text manipulation utilities|*bin/coreutils:1083744
tzdata|2023c-r1|410|3436||m|Timezone data|usr/share/zoneinfo/Asia/Shanghai:561 usr/share/zoneinfo/Etc/UTC:114
sudo|1.9.13_p3-r2|800|2280|musl zlib|c|Give certain users the ability to run some commands as root|*usr/bin/sudo:191464 etc/sudoers:3355
su-exec|0.2-r3|5|24|musl|m|switch user and group id, setgroups and exec|*sbin/su-exec:14208
tini|0.19.0-r1|10|32|musl|c|Tiny but valid init for containers|*sbin/tini:22400
libuv|1.44.2-r2|72|184|musl|m|Cross-platform asychronous I/O|usr/lib/libuv.so.1.0.0:175104
bind-libs|9.18.19-r0|920|2372|libcrypto3 libssl3 libuv musl nghttp2-libs zlib|m|The ISC DNS server (libraries)|usr/lib/libdns-9.18.19.so:1554336
bind-tools|9.18.19-r0|160|540|bind-libs musl|m|The ISC DNS tools|*usr/bin/dig:149768 *usr/bin/nslookup:145672 *usr/bin/host:129288
socat|1.7.4.4-r1|120|408|libcrypto3 libssl3 musl readline|m|Multipurpose relay for binary protocols|*usr/bin/socat:391120
sqlite|3.41.2-r2|700|1540|musl readline zlib|m|C library that implements an SQL database engine|*usr/bin/sqlite3:1321472
strace|6.3-r1|480|1620|musl|m|Diagnostic, debugging and instructional userspace tracer|*usr/bin/strace:1571000
openssl|3.1.4-r0|320|744|libcrypto3 libssl3 musl|m|Toolkit for Transport Layer Security (TLS)|*usr/bin/openssl:738064
rsync|3.2.7-r4|280|720|libacl musl zlib zstd-libs|m|A file transfer program to keep remote files in sync|*usr/bin/rsync:524776 etc/rsyncd.conf:512
iptables|1.8.9-r2|950|2520|libmnl libnftnl musl|m|Linux kernel firewall, NAT and packet mangling tools|*sbin/xtables-legacy-multi:100000 sbin/iptables>xtables-legacy-multi
libnftnl|1.2.5-r1|70|188|libmnl musl|m|Netfilter library providing interface to the nf_tables subsystem|usr/lib/libnftnl.so.11.6.0:178000
figlet|2.2.5-r3|110|712|musl|m|Program for making large letters out of ordinary text|*usr/bin/figlet:47000
perl|5.36.2-r0|10300|38000|libbz2 musl zlib|m|Larry Wall's Practical Extraction and Report Language|*usr/bin/perl:14224 usr/lib/perl5/core_perl/CORE/libperl.so:3300000
musl-locales|0.1.0-r1|30|120|libintl musl|c|Locales for musl libc|*usr/bin/locale:18000
`;
