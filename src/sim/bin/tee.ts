import { type Main, errno, reason } from './command.ts';
import { getopt } from './getopt.ts';

/** tee(1): `-a -i`. */
export const tee: Main = async (cmd) => {
  const { sys } = cmd;
  const options = getopt(cmd, cmd.gnu ? 'aip' : 'ia', 'append=a ignore-interrupts=i output-error::');
  if (options.has('i')) sys.sigaction('INT', 'ignore');
  const outputs: { fd: number; path: string }[] = [{ fd: 1, path: 'standard output' }];
  for (const path of options.args) {
    try {
      outputs.push({
        fd: sys.open(path, { write: true, create: true, truncate: !options.has('a'), append: options.has('a') }, 0o666),
        path,
      });
    } catch (error) {
      cmd.warn(`${path}: ${reason(error)}`);
    }
  }
  for await (const data of cmd.read(0)) {
    for (const output of [...outputs]) {
      try {
        await sys.write(output.fd, data);
      } catch (error) {
        if (errno(error) !== 'EPIPE' || output.fd !== 1) cmd.warn(`${output.path}: ${reason(error)}`);
        outputs.splice(outputs.indexOf(output), 1);
      }
    }
    if (outputs.length === 0) break;
  }
};
