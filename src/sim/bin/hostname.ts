import type { Sys } from '../kernel/types.ts';
import { type Main, decode, errno, reason, Exit } from './command.ts';
import { getopt } from './getopt.ts';

const USAGE = `Usage: hostname [-b] {hostname|-F file}         set host name (from file)
       hostname [-a|-A|-d|-f|-i|-I|-s|-y]       display formatted name
       hostname                                 display host name

       {yp,nis,}domainname {nisdomain|-F file}  set NIS domain name (from file)
       {yp,nis,}domainname                      display NIS domain name

       dnsdomainname                            display dns domain name

       hostname -V|--version|-h|--help          print info and exit

Program name:
       {yp,nis,}domainname=hostname -y
       dnsdomainname=hostname -d

Program options:
    -a, --alias            alias names
    -A, --all-fqdns        all long host names (FQDNs)
    -b, --boot             set default hostname if none available
    -d, --domain           DNS domain name
    -f, --fqdn, --long     long host name (FQDN)
    -F, --file             read host name or NIS domain name from given file
    -i, --ip-address       addresses for the host name
    -I, --all-ip-addresses all addresses for the host
    -s, --short            short host name
    -y, --yp, --nis        NIS/YP domain name

Description:
   This command can get or set the host name or the NIS domain name. You can
   also get the DNS domain or the FQDN (fully qualified domain name).
   Unless you are using bind or NIS for host lookups you can change the
   FQDN (Fully Qualified Domain Name) and the DNS domain name (which is
   part of the FQDN) in the /etc/hosts file.
`;

/** The name that /etc/hosts puts first for a host. */
function canonical(sys: Sys, name: string): string {
  try {
    for (const line of decode(sys.readFile('/etc/hosts')).split('\n')) {
      const [, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
      if (names.includes(name)) return names[0] ?? name;
    }
  } catch (error) {
    errno(error);
  }
  return name;
}

/** hostname(1): shows or sets the name; `-s -f -d -i -I -F`. */
export const hostname: Main = async (cmd) => {
  const { sys } = cmd;
  const options = (() => {
    try {
      return getopt(
        cmd,
        cmd.gnu ? 'aAbdfF:iIsy' : 'sidfF:',
        'alias=a domain=d fqdn=f long=f short=s ip-address=i all-ip-addresses=I file:=F',
      );
    } catch (error) {
      if (!(error instanceof Exit) || !cmd.gnu) throw error;
      cmd.err(USAGE);
      throw new Exit(255);
    }
  })();
  const name = sys.uname().nodename;
  const file = options.get('F');
  const set =
    file !== undefined
      ? decode(await cmd.slurp(file))
          .split('\n')
          .find((line) => line !== '' && !line.startsWith('#'))
      : options.args[0];
  if (set !== undefined) {
    try {
      sys.sethostname(set);
    } catch (error) {
      cmd.warn(cmd.gnu ? 'you must be root to change the host name' : `sethostname: ${reason(error)}`);
    }
    return;
  }
  if (options.has('I'))
    cmd.out(
      `${sys
        .interfaces()
        .filter((each) => each.name !== 'lo' && each.up)
        .map((each) => `${each.address} `)
        .join('')}\n`,
    );
  else if (options.has('i')) {
    const addresses = await sys.resolve(name);
    if (addresses.length === 0) cmd.die(cmd.gnu ? 'Name or service not known' : `${name}: Host name lookup failure`);
    cmd.out(`${addresses.join(' ')}\n`);
  } else if (options.has('f')) cmd.out(`${canonical(sys, name)}\n`);
  else if (options.has('s')) cmd.out(`${name.split('.')[0] ?? ''}\n`);
  else if (options.has('d')) cmd.out(name.includes('.') ? `${name.slice(name.indexOf('.') + 1)}\n` : cmd.gnu ? '' : '\n');
  else cmd.out(`${name}\n`);
};
