/** Packages of CentOS 7.9 as its repositories name them; sizes in kB are close to the real ones. */

/** A package a line: name|epoch:version-release|n(oarch)|packed kB|installed kB|depends|repository: B(ase) U(pdates) E(xtras) or i(n the image)|summary|files. */
export const centos7 = `
acl|2.2.51-15.el7||81|196|glibc|i|Access control list utilities|
audit-libs|2.8.5-4.el7||102|250|glibc|i|Dynamic library for libaudit|
basesystem|10.0-7.el7.centos|n|5|0|setup filesystem|i|The skeleton package which defines a simple CentOS Linux system|
bash|4.2.46-34.el7||1013|3522|glibc ncurses-libs|i|The GNU Bourne Again shell|*usr/bin/bash:964536
bind-license|32:9.11.4-26.P2.el7_9.2|n|90|29||i|License of the BIND DNS suite|
binutils|2.27-44.base.el7||6041|25296|glibc zlib|i|A GNU collection of binary utilities|
bzip2-libs|1.0.6-13.el7||40|67|glibc|i|Libraries for applications using bzip2|
ca-certificates|2020.2.41-70.0.el7_8|n|382|967|p11-kit-trust|i|The Mozilla CA root certificate bundle|
centos-release|7-9.2009.0.el7.centos||27|43||i|CentOS Linux release file|etc/centos-release:0 etc/os-release:0 etc/yum.repos.d/CentOS-Base.repo:0
chkconfig|1.7.6-1.el7||182|792|glibc|i|A system tool for maintaining the /etc/rc*.d hierarchy|
coreutils|8.22-24.el7_9.2||3340|14595|glibc libselinux ncurses|i|A set of basic GNU tools commonly used in shell scripts|*usr/bin/ls:0 *usr/bin/cat:0 *usr/bin/cp:0 *usr/bin/mv:0 *usr/bin/rm:0 *usr/bin/mkdir:0 *usr/bin/date:0 *usr/bin/echo:0 *usr/bin/touch:0 *usr/bin/sleep:0 *usr/bin/chmod:0 *usr/bin/chown:0 *usr/bin/df:0 *usr/bin/du:0 *usr/bin/ln:0 *usr/bin/pwd:0 *usr/bin/sort:0 *usr/bin/head:0 *usr/bin/tail:0 *usr/bin/wc:0 *usr/bin/id:0 *usr/bin/env:0 *usr/bin/stat:0 *usr/bin/tr:0 *usr/bin/uname:0 *usr/bin/whoami:0 *usr/bin/uniq:0 *usr/bin/tee:0 *usr/bin/seq:0 *usr/bin/cut:0
cracklib|2.9.0-11.el7||80|205|glibc gzip zlib|i|A password-checking library|
cryptsetup-libs|2.0.3-6.el7||339|1250|glibc|i|Cryptsetup shared library|
curl|7.29.0-59.el7_9.1||271|527|libcurl|i|A utility for getting files from remote servers (FTP, HTTP, and others)|*usr/bin/curl:0
cyrus-sasl-lib|2.1.26-23.el7||155|386|glibc|i|Shared libraries needed by applications which use Cyrus SASL|
dbus|1:1.10.24-15.el7||245|584|dbus-libs systemd|i|D-BUS message bus|
dbus-libs|1:1.10.24-15.el7||169|363|glibc|i|Libraries for accessing D-BUS|
device-mapper|7:1.02.170-6.el7_9.3||297|357|glibc|i|Device mapper utility|
diffutils|3.3-5.el7||322|1069|glibc|i|A GNU collection of diff utilities|*usr/bin/diff:0
dracut|033-572.el7||328|921|bash|i|Initramfs generator using udev|
elfutils-libelf|0.176-5.el7||195|911|glibc|i|Library to read and write ELF files|
expat|2.1.0-12.el7||81|206|glibc|i|An XML parser library|
file-libs|5.11-37.el7||340|2657|glibc|i|Libraries for applications using libmagic|
filesystem|3.2-25.el7||1003|0|setup|i|The basic directory layout for a Linux system|
findutils|1:4.5.11-6.el7||559|1859|glibc|i|The GNU versions of find utilities (find and xargs)|*usr/bin/find:0 *usr/bin/xargs:0
gawk|4.0.2-4.el7_3.1||874|2435|glibc|i|The GNU version of the awk text processing utility|*usr/bin/awk:0
gdbm|1.10-8.el7||70|183|glibc|i|A GNU set of database routines which use extensible hashing|
glib2|2.56.1-7.el7||2560|12364|glibc libffi|i|A library of handy utility functions|
glibc|2.17-317.el7||3686|14097|glibc-common|i|The GNU libc libraries|usr/lib64/libc.so.6:0 usr/lib64/libm.so.6:0 usr/lib64/ld-linux-x86-64.so.2:0
glibc-common|2.17-317.el7||11776|120475|glibc|i|Common binaries and locale data for glibc|usr/lib/locale/locale-archive:0
gmp|1:6.0.0-15.el7||281|657|glibc|i|A GNU arbitrary precision library|
gnupg2|2.0.22-5.el7_5||1561|6670|glibc|i|Utility for secure communication and data storage|
grep|2.20-3.el7||345|1225|glibc pcre|i|Pattern matching utilities|*usr/bin/grep:0 *usr/bin/egrep:0 *usr/bin/fgrep:0
gzip|1.5-10.el7||130|250|glibc|i|The GNU data compression program|*usr/bin/gzip:0 *usr/bin/gunzip:0 *usr/bin/zcat:0
hostname|3.13-3.el7_7.1||17|19|glibc|i|Utility to set/show the host name or domain name|*usr/bin/hostname:0
info|5.1-5.el7||233|494|glibc|i|A stand-alone TTY-based reader for GNU texinfo documentation|
keyutils-libs|1.5.8-3.el7||26|42|glibc|i|Key utilities library|
kmod|20-28.el7||122|243|glibc|i|Linux kernel module management utilities|
krb5-libs|1.15.1-50.el7||808|2164|glibc|i|The non-admin shared libraries used by Kerberos 5|
libacl|2.2.51-15.el7||27|37|glibc|i|Dynamic library for access control list support|
libattr|2.4.46-13.el7||18|20|glibc|i|Dynamic library for extended attribute support|
libblkid|2.23.2-65.el7||183|271|glibc|i|Block device ID library|
libcap|2.22-11.el7||47|112|glibc|i|Library for getting and setting POSIX.1e capabilities|
libcom_err|1.42.9-19.el7||42|61|glibc|i|Common error description library|
libcurl|7.29.0-59.el7_9.1||223|436|nss|i|A library for getting files from web servers|
libdb|5.3.21-25.el7||720|1847|glibc|i|The Berkeley DB database library for C|
libffi|3.0.13-19.el7||30|48|glibc|i|A portable foreign function interface library|
libgcc|4.8.5-44.el7||103|184|glibc|i|GCC version 4.8 shared support library|
libgcrypt|1.5.3-14.el7||263|597|glibc|i|A general-purpose cryptography library|
libselinux|2.5-15.el7||162|217|glibc pcre|i|SELinux library and simple utilities|
libssh2|1.8.0-4.el7||88|201|glibc|i|A library implementing the SSH2 protocol|
libstdc++|4.8.5-44.el7||306|1007|glibc libgcc|i|GNU Standard C++ Library|usr/lib64/libstdc++.so.6:0
libuuid|2.23.2-65.el7||83|23|glibc|i|Universally unique ID library|
libxml2|2.9.1-6.el7.5||668|1760|glibc zlib|i|Library providing XML and HTML support|
lua|5.1.4-15.el7||201|620|glibc|i|Powerful light-weight programming language|
ncurses|5.9-14.20130511.el7_4||304|439|glibc ncurses-libs|i|Ncurses support utilities|*usr/bin/clear:0
ncurses-base|5.9-14.20130511.el7_4|n|68|223||i|Descriptions of common terminals|
ncurses-libs|5.9-14.20130511.el7_4||316|1011|glibc ncurses-base|i|Ncurses libraries|
nspr|4.25.0-2.el7_9||127|288|glibc|i|Netscape Portable Runtime|
nss|3.53.1-3.el7_9||869|2425|glibc nspr|i|Network Security Services|
openldap|2.4.44-22.el7||356|1009|glibc nss|i|LDAP support libraries|
openssl-libs|1:1.0.2k-19.el7||1228|3206|glibc zlib|i|A general purpose cryptography library with TLS implementation|usr/lib64/libcrypto.so.10:0
p11-kit|0.23.5-3.el7||252|1338|glibc libffi|i|Library for loading and sharing PKCS#11 modules|
p11-kit-trust|0.23.5-3.el7||129|422|p11-kit|i|System trust module from p11-kit|
pam|1.1.8-23.el7||721|2630|glibc|i|An extensible library which provides authentication for applications|
pcre|8.32-17.el7||422|1446|glibc libstdc++|i|Perl-compatible regular expression library|
popt|1.13-16.el7||42|88|glibc|i|C library for parsing command line parameters|
procps-ng|3.3.10-28.el7||291|767|glibc|i|System and process monitoring utilities|*usr/bin/ps:0 *usr/bin/free:0 *usr/bin/top:0 *usr/bin/watch:0
python|2.7.5-89.el7||96|80|python-libs|i|An interpreted, interactive, object-oriented programming language|*usr/bin/python2.7:0
python-libs|2.7.5-89.el7||5764|24711|glibc expat|i|Runtime libraries for Python|usr/lib64/libpython2.7.so.1.0:0
readline|6.2-11.el7||193|460|glibc ncurses-libs|i|A library for editing typed command lines|
rootfiles|8.1-11.el7|n|7|1||i|The basic required files for the root user's directory|root/.bashrc:0 root/.bash_profile:0
rpm|4.11.3-45.el7||1229|2624|rpm-libs|i|The RPM package management system|*usr/bin/rpm:0
rpm-libs|4.11.3-45.el7||277|616|glibc popt|i|Libraries for manipulating RPM packages|usr/lib64/librpm.so.3:0
sed|4.2.2-7.el7||231|601|glibc|i|A GNU stream text editor|*usr/bin/sed:0
setup|2.8.71-11.el7|n|166|697||i|A set of system configuration and setup files|etc/passwd:0 etc/group:0 etc/bashrc:0 etc/profile:0
shadow-utils|2:4.6-5.el7||1229|3534|glibc|i|Utilities for managing accounts and shadow password files|
sqlite|3.7.17-8.el7_7.1||394|813|glibc|i|Library that implements an embeddable SQL database engine|
systemd|219-78.el7||5222|24576|dbus glibc|i|A System and Service Manager|
tar|2:1.26-35.el7||846|2838|glibc|i|A GNU file archiving program|*usr/bin/tar:0
tzdata|2020d-2.el7|n|495|2002||i|Timezone data|
util-linux|2.23.2-65.el7||2048|8458|glibc|i|A collection of basic system utilities|*usr/bin/mount:0 *usr/bin/umount:0 *usr/bin/kill:0 *usr/bin/more:0
vim-minimal|2:7.4.629-7.el7||442|917|glibc|i|A minimal version of the VIM editor|*usr/bin/vi:0
xz-libs|5.2.2-1.el7||103|237|glibc|i|Libraries for decoding LZMA compression|
yum|3.4.3-168.el7.centos|n|1258|5882|python rpm yum-plugin-fastestmirror|i|RPM package installer/updater/manager|*usr/bin/yum:0
yum-plugin-fastestmirror|1.1.31-54.el7_8|n|34|54|yum|i|Yum plugin which chooses fastest repository from a mirrorlist|
yum-plugin-ovl|1.1.31-54.el7_8|n|28|22|yum|i|Yum plugin to work around overlayfs issues|
yum-utils|1.1.31-54.el7_8|n|123|344|yum|i|Utilities based around the yum package manager|
zlib|1.2.7-18.el7||90|185|glibc|i|The compression and decompression library|
gpm-libs|1.20.7-6.el7||32|49|glibc|B|Dynamic library for for the gpm|usr/lib64/libgpm.so.2.1.0:34136
which|2.20-7.el7||41|75|glibc|B|Displays where a particular program in your path is located|*usr/bin/which:33960
vim-filesystem|2:7.4.629-8.el7_9||11|0||U|VIM filesystem layout|
vim-common|2:7.4.629-8.el7_9||6057|21916|vim-filesystem|U|The common files needed by any version of the VIM editor|etc/vimrc:1982 usr/share/vim/vim74/spell/en.utf-8.spl:607000 usr/bin/xxd:16416
vim-enhanced|2:7.4.629-8.el7_9||1086|2259|glibc gpm-libs perl vim-common which|U|A version of the VIM editor which includes recent enhancements|*usr/bin/vim:2294208 etc/profile.d/vim.sh:250 usr/bin/rvim>vim usr/bin/vimdiff>vim
groff-base|1.22.2-8.el7||942|3444|glibc|B|Parts of the groff formatting system required to display manual pages|*usr/bin/groff:94000
perl-Carp|1.26-244.el7|n|19|28||B|Alternative warn and die for modules|
perl-Encode|2.51-7.el7||1536|9850||B|Character encodings in Perl|usr/lib64/perl5/vendor_perl/auto/Encode/JP/JP.so:2500000
perl-Exporter|5.68-3.el7|n|28|55||B|Implements default import method for modules|
perl-File-Path|2.09-2.el7|n|26|50||B|Create or remove directory trees|
perl-File-Temp|0.23.01-3.el7|n|56|155||B|Return name and handle of a temporary file safely|
perl-Filter|1.49-3.el7||76|145||B|Perl source filters|
perl-Getopt-Long|2.40-3.el7|n|56|132||B|Extended processing of command line options|
perl-HTTP-Tiny|0.033-3.el7|n|38|97||B|Small, simple, correct HTTP/1.1 client|
perl-PathTools|3.40-5.el7||82|170||B|PathTools Perl module (Cwd, File::Spec)|
perl-Pod-Escapes|1:1.04-299.el7_9|n|52|21||U|Perl module for resolving POD escape sequences|
perl-Pod-Perldoc|3.20-4.el7|n|87|163|groff-base|B|Look up Perl documentation in Pod format|
perl-Pod-Simple|1:3.28-4.el7|n|216|526||B|Framework for parsing POD documentation|
perl-Pod-Usage|1.63-3.el7|n|27|44||B|Print a usage message from embedded POD documentation|
perl-Scalar-List-Utils|1.27-248.el7||36|66||B|A selection of general-utility scalar and list subroutines|
perl-Socket|2.010-5.el7||49|112||B|Networking constants and support functions|
perl-Storable|2.45-3.el7||77|177||B|Persistence for Perl data structures|
perl-Text-ParseWords|3.29-4.el7|n|14|16||B|Parse text into an array of tokens or array of arrays|
perl-Time-HiRes|4:1.9725-3.el7||45|92||B|High resolution alarm, sleep, gettimeofday, interval timers|
perl-Time-Local|1.2300-2.el7|n|24|43||B|Efficiently compute time from local and GMT time|
perl-constant|1.27-2.el7|n|19|26||B|Perl pragma to declare constants|
perl-libs|4:5.16.3-299.el7_9||705|1618|glibc|U|The libraries for the perl run-time|usr/lib64/perl5/CORE/libperl.so:1647344
perl-macros|4:5.16.3-299.el7_9||45|5||U|Macros for rpmbuild|
perl-parent|1:0.225-244.el7|n|12|10||B|Establish an ISA relationship with base classes at compile time|
perl-podlators|2.5.1-3.el7|n|112|281||B|Format POD source into various output formats|
perl-threads|1.87-4.el7||50|98||B|Perl interpreter-based threads|
perl-threads-shared|1.43-6.el7||39|73||B|Perl extension for sharing data structures between threads|
perl|4:5.16.3-299.el7_9||8192|22934|perl-Carp perl-Encode perl-Exporter perl-File-Path perl-File-Temp perl-Filter perl-Getopt-Long perl-HTTP-Tiny perl-PathTools perl-Pod-Escapes perl-Pod-Perldoc perl-Pod-Simple perl-Pod-Usage perl-Scalar-List-Utils perl-Socket perl-Storable perl-Text-ParseWords perl-Time-HiRes perl-Time-Local perl-constant perl-libs perl-macros perl-parent perl-podlators perl-threads perl-threads-shared|U|Practical Extraction and Report Language|*usr/bin/perl:11376
nano|2.3.1-10.el7||440|1740|glibc ncurses-libs|B|A small text editor|*usr/bin/nano:206400 etc/nanorc:8792
wget|1.14-18.el7_6.1||547|2112|glibc openssl-libs|B|A utility for retrieving files using the HTTP or FTP protocols|*usr/bin/wget:407696 etc/wgetrc:4479
perl-Error|1:0.17020-2.el7|n|32|50|perl|B|Error/exception handling in an OO-ish way|
perl-TermReadKey|2.30-20.el7||31|58|perl|B|A perl module for simple terminal control|
perl-Git|1.8.3.1-25.el7_9|n|56|58|perl perl-Error|U|Perl interface to Git|
fipscheck-lib|1.4.1-6.el7||11|11|fipscheck|B|Library files for fipscheck|
fipscheck|1.4.1-6.el7||21|41|fipscheck-lib|B|A library for integrity verification of FIPS validated modules|
libedit|3.0-12.20121213cvs.el7||92|244|glibc|B|The NetBSD Editline library|
openssh|7.4p1-23.el7_9||510|1980|fipscheck-lib openssl-libs|U|An open source implementation of SSH protocol versions 1 and 2|*usr/bin/ssh-keygen:420000 etc/ssh/moduli:581843
openssh-clients|7.4p1-23.el7_9||655|2592|openssh libedit|U|An open source SSH client applications|*usr/bin/ssh:774544 *usr/bin/scp:86656 *usr/bin/sftp:149000 etc/ssh/ssh_config:2276
openssh-server|7.4p1-23.el7_9||459|970|openssh|U|An open source SSH server daemon|*usr/sbin/sshd:852888 etc/ssh/sshd_config:3907
rsync|3.1.2-12.el7_9||408|834|glibc popt|U|A program for synchronizing files over a network|*usr/bin/rsync:489000
less|458-9.el7||120|215|glibc ncurses-libs groff-base|B|A text file browser similar to more, but better|*usr/bin/less:158240
libgnome-keyring|3.12.0-1.el7||109|456|glib2|B|Framework for managing passwords and other secrets|
git|1.8.3.1-25.el7_9||4506|22868|less libgnome-keyring openssh-clients perl perl-Error perl-Git perl-TermReadKey rsync zlib|U|Fast Version Control System|*usr/bin/git:1523576
libtirpc|0.2.4-0.16.el7||89|184|glibc|B|Transport Independent RPC Library|
python3-libs|3.6.8-21.el7_9||7168|36000|glibc expat libtirpc|U|Python runtime libraries|usr/lib64/libpython3.6m.so.1.0:3184600
python3-setuptools|39.2.0-10.el7|n|629|3800||B|Easily build and distribute Python 3 packages|
python3-pip|9.0.3-8.el7|n|1638|9482|python3-setuptools|B|A tool for installing and managing Python3 packages|*usr/bin/pip3:407
python3|3.6.8-21.el7_9||71|39|python3-libs python3-pip python3-setuptools|U|Interpreter of the Python programming language|*usr/bin/python3.6:11336 usr/bin/python3>python3.6
cpp|4.8.5-44.el7||6092|15728|glibc gmp libmpc mpfr|B|The C Preprocessor|*usr/bin/cpp:768600
glibc-headers|2.17-326.el7_9||709|2324|kernel-headers|U|Header files for development using standard C libraries|usr/include/stdio.h:31641
glibc-devel|2.17-326.el7_9||1126|1100|glibc-headers|U|Object files for development using standard C libraries|
kernel-headers|3.10.0-1160.119.1.el7||9318|3720||U|Header files for the Linux kernel for use by glibc|
mpfr|3.1.1-4.el7||208|555|gmp|B|A C library for multiple-precision floating-point computations|
libmpc|1.0.1-3.el7||52|114|gmp mpfr|B|C library for multiple precision complex arithmetic|
libgomp|4.8.5-44.el7||159|209|glibc|B|GCC OpenMP v3.0 shared support library|
gcc|4.8.5-44.el7||16589|39321|cpp glibc-devel libgomp libmpc mpfr|B|Various compilers (C, C++, Objective-C, Java, ...)|*usr/bin/gcc:768600 usr/bin/cc>gcc usr/libexec/gcc/x86_64-redhat-linux/4.8.5/cc1:12000000
libstdc++-devel|4.8.5-44.el7||1556|9437|libstdc++|B|Header files and libraries for C++ development|
gcc-c++|4.8.5-44.el7||7372|17203|gcc libstdc++-devel|B|C++ support for GCC|*usr/bin/g++:772704 usr/bin/c++>g++
make|1:3.82-24.el7||421|1152|glibc|B|A GNU tool which simplifies the build process for users|*usr/bin/make:182752
libmnl|1.0.3-7.el7||23|52|glibc|B|A minimalistic Netlink library|
libnfnetlink|1.0.1-4.el7||26|53|glibc|B|Netfilter netlink userspace library|
libnetfilter_conntrack|1.0.6-1.el7_3||55|151|libmnl libnfnetlink|B|Netfilter conntrack userspace library|
iptables|1.4.21-35.el7||432|1546|glibc libmnl libnetfilter_conntrack|B|Tools for managing Linux kernel packet filtering capabilities|*usr/sbin/iptables:93800
iproute|4.11.0-30.el7||805|1945|iptables libmnl|B|Advanced IP routing and network device configuration tools|*usr/sbin/ip:377840 *usr/sbin/ss:127360
iputils|20160308-10.el7||150|349|libcap|B|Network monitoring tools including ping|*usr/bin/ping:66176
net-tools|2.0-0.25.20131004git.el7||306|939|glibc|B|Basic networking tools|*usr/sbin/ifconfig:82008 *usr/bin/netstat:155008 *usr/sbin/route:68184
tree|1.6.0-10.el7||46|89|glibc|B|File system tree viewer|*usr/bin/tree:62768
file|5.11-37.el7||57|64|file-libs|B|A utility for determining file types|*usr/bin/file:19896
unzip|6.0-24.el7_9||172|373|bzip2-libs|U|A utility for unpacking zip files|*usr/bin/unzip:185552
zip|3.0-11.el7||260|815|bzip2-libs unzip|B|A file compression and packaging utility compatible with PKZIP|*usr/bin/zip:215840
libpcap|14:1.5.3-13.el7_9||139|318|glibc|U|A system-independent interface for user-level packet capture|
tcpdump|14:4.9.2-4.el7_7.1||422|1066|libpcap|B|A network traffic monitoring tool|*usr/sbin/tcpdump:981272
telnet|1:0.17-66.el7||64|113|glibc|U|The client program for the Telnet remote login protocol|*usr/bin/telnet:118048
nmap-ncat|2:6.40-19.el7||206|423|libpcap|B|Nmap's Netcat replacement|*usr/bin/ncat:380000 usr/bin/nc>ncat
lsof|4.87-6.el7||331|927|glibc|B|A utility which lists open files on a Linux/UNIX system|*usr/sbin/lsof:154184
psmisc|22.20-17.el7||141|475|glibc|B|Utilities for managing processes on your system|*usr/bin/killall:32072 *usr/bin/pstree:28216
bind-utils|32:9.11.4-26.P2.el7_9.16||262|580|bind-libs|U|Utilities for querying DNS name servers|*usr/bin/dig:142000 *usr/bin/nslookup:130000 *usr/bin/host:120000
bind-libs|32:9.11.4-26.P2.el7_9.16||161|330|bind-libs-lite|U|Libraries used by the BIND DNS packages|
bind-libs-lite|32:9.11.4-26.P2.el7_9.16||1152|2560|bind-license GeoIP|U|Libraries for working with the DNS protocol|
GeoIP|1.5.0-14.el7||1536|2969|geoipupdate|B|Library for country/city/organization to IP address or hostname mapping|
geoipupdate|2.5.0-1.el7||35|64|libcurl|B|Update GeoIP2 and GeoIP Legacy binary databases|
epel-release|7-11|n|15|24||E|Extra Packages for Enterprise Linux repository configuration|etc/yum.repos.d/epel.repo:951
mailcap|2.1.41-2.el7|n|31|62||B|Helper application and MIME type associations for file types|etc/mailcap:272
centos-logos|70.0.6-3.el7.centos|n|22016|22528||B|CentOS-related icons and pictures|usr/share/backgrounds/day.jpg:961243
apr|1.4.8-7.el7||104|227|glibc|U|Apache Portable Runtime library|
apr-util|1.5.2-6.el7_9.1||92|194|apr|U|Apache Portable Runtime Utility library|
httpd-tools|2.4.6-99.el7.centos.1||94|169|apr-util|U|Tools for use with the Apache HTTP Server|*usr/bin/ab:56776
httpd|2.4.6-99.el7.centos.1||2764|9830|apr-util centos-logos httpd-tools mailcap|U|Apache HTTP Server|*usr/sbin/httpd:523680 etc/httpd/conf/httpd.conf:11753
javapackages-tools|3.4.1-11.el7|n|73|202||B|Macros and scripts for Java packaging support|
tzdata-java|2024a-1.el7|n|188|375||U|Timezone data for Java|
java-1.8.0-openjdk-headless|1:1.8.0.412.b08-1.el7_9||33792|107520|javapackages-tools tzdata-java|U|OpenJDK 8 Headless Runtime Environment|*usr/lib/jvm/java-1.8.0-openjdk/jre/bin/java:8984 usr/bin/java>/usr/lib/jvm/java-1.8.0-openjdk/jre/bin/java usr/lib/jvm/java-1.8.0-openjdk/jre/lib/rt.jar:66000000
java-1.8.0-openjdk|1:1.8.0.412.b08-1.el7_9||317|820|java-1.8.0-openjdk-headless|U|OpenJDK 8 Runtime Environment|
java-11-openjdk-headless|1:11.0.23.0.9-2.el7_9||40960|180224|javapackages-tools tzdata-java|U|OpenJDK 11 Headless Runtime Environment|*usr/lib/jvm/java-11-openjdk/bin/java:12672 usr/bin/java>/usr/lib/jvm/java-11-openjdk/bin/java usr/lib/jvm/java-11-openjdk/lib/modules:121000000
java-11-openjdk|1:11.0.23.0.9-2.el7_9||237|1126|java-11-openjdk-headless|U|OpenJDK 11 Runtime Environment|
mariadb-libs|1:5.5.68-1.el7||777|4608|glibc|B|The shared libraries required for MariaDB/MySQL clients|
mariadb|1:5.5.68-1.el7||8954|50176|mariadb-libs perl|B|A community developed branch of MySQL|*usr/bin/mysql:3543992 *usr/bin/mysqldump:3380000
bash-completion|1:2.1-8.el7|n|87|267||B|Programmable completion for Bash|
sudo|1.8.23-10.el7_9.3||864|3174|glibc|U|Allows restricted root access for specified users|*usr/bin/sudo:151424 etc/sudoers:4328
expect|5.45-14.el7_1||262|566|tcl|B|A program-script interaction and testing utility|*usr/bin/expect:15496
tcl|1:8.5.13-8.el7||1945|4505|glibc|B|Tool Command Language, pronounced tickle|
initscripts|9.49.53-1.el7_9.1||451|5700|iproute sysvinit-tools|U|The inittab file and the /etc/init.d scripts|*usr/sbin/service:3317
sysvinit-tools|2.88-14.dsf.el7||63|176|glibc|B|Tools used for process and utmp management|
strace|4.24-7.el7_9||920|1510|glibc|U|Tracks and displays system calls associated with a running process|*usr/bin/strace:990000
`;

/** What EPEL has over it, in the same form. */
export const epel7 = `
nginx-filesystem|1:1.20.1-10.el7|n|24|0||P|The basic directory layout for the Nginx server|
openssl11-libs|1:1.1.1k-7.el7||1536|3686|glibc|P|A general purpose cryptography library with TLS implementation|
gperftools-libs|2.6.1-1.el7||272|1331|glibc|P|Libraries provided by gperftools|
nginx|1:1.20.1-10.el7||602|1776|centos-indexhtml gperftools-libs nginx-filesystem openssl11-libs pcre|P|A high performance web server and reverse proxy server|*usr/sbin/nginx:1342000
centos-indexhtml|7-9.el7.centos|n|92|146||P|Browser default start page for CentOS|
htop|2.2.0-3.el7||103|218|ncurses-libs|P|Interactive process viewer|*usr/bin/htop:191800
oniguruma|6.8.2-2.el7||193|604|glibc|P|Regular expressions library|
jq|1.6-2.el7||167|381|oniguruma|P|Command-line JSON processor|*usr/bin/jq:30000
jemalloc|3.6.0-1.el7||105|317|glibc|P|General-purpose scalable concurrent malloc implementation|
redis|3.2.12-2.el7||544|1406|jemalloc|P|A persistent key-value database|*usr/bin/redis-server:700000 *usr/bin/redis-cli:170000 etc/redis.conf:46729
libuv|1:1.44.2-1.el7||144|365|glibc|P|Platform layer for node.js|
nodejs|1:16.20.2-1.el7||12390|36864|libuv openssl11-libs|P|JavaScript runtime|*usr/bin/node:34000000
npm|1:8.19.4-1.16.20.2.1.el7||2150|7900|nodejs|P|Node.js Package Manager|*usr/bin/npm:100
cowsay|3.04-4.el7|n|42|77|perl|P|Configurable speaking/thinking cow|*usr/bin/cowsay:4190
figlet|2.2.5-9.el7||136|658|glibc|P|A program for making large letters out of ordinary text|*usr/bin/figlet:40000
sl|5.02-1.el7||14|17|ncurses-libs|P|Joke command for when you type 'sl' instead of 'ls'|*usr/bin/sl:16000
`;
