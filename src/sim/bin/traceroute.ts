import { type Main, errno } from './command.ts';
import { getopt } from './getopt.ts';

const PROBES = 3;

/** traceroute(8): the way is the default gateway, when the host is behind it, and the host itself. */
export const traceroute: Main = async (cmd) => {
  const { sys } = cmd;
  const options = getopt(cmd, '46Flnrvf:m:q:p:t:w:s:i:z:');
  const [host, bytes = cmd.gnu ? '60' : '46'] = options.args;
  if (host === undefined) return cmd.usage();
  const [address] = /^[\d.]+$/.test(host) ? [host] : await sys.resolve(host);
  if (address === undefined) return cmd.gnu ? cmd.fail(`${host}: Name or service not known\n`, 2) : cmd.die(`bad address '${host}'`);
  cmd.out(`traceroute to ${host} (${address}), ${options.get('m') ?? 30} hops max, ${bytes} byte packets\n`);
  const gateway = sys.interfaces().find((each) => each.gateway !== undefined)?.gateway;
  const near = await sys.ping(address, true).catch((error: unknown) => {
    return cmd.die(`sendto: ${errno(error) === 'EPERM' ? 'Operation not permitted' : 'Network is unreachable'}`);
  });
  const far = near !== null && near > 1 && gateway !== undefined && gateway !== address;
  const probes = Number(options.get('q') ?? PROBES);
  for (const [hop, where] of (far ? [gateway, address] : [address]).entries()) {
    cmd.out(`${String(hop + 1).padStart(2)}  `);
    for (let n = 0; n < probes; n++) {
      const ms = await sys.ping(where, true);
      if (ms === null) await sys.sleep(Number(options.get('w') ?? 3) * 1000);
      const name = options.has('n') ? where : `${where} (${where})`;
      cmd.out(ms === null ? '*  ' : `${n === 0 ? `${name}  ` : ''}${ms.toFixed(3)} ms  `);
      await cmd.flush();
    }
    cmd.out('\n');
  }
  return 0;
};
