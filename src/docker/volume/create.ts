import { VolumeCreate } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { containerValidators } from '../container/validators.ts';
import { toRecord } from '../container/key-values.ts';

/** `docker volume create` */
export const create: Command = {
  usage: '[OPTIONS] [VOLUME]',
  short: 'Create a volume',
  flags: `d,driver string: Specify volume driver name (default "local")
label list: Set metadata for a volume
!name string: Specify volume name
o,opt map: Set driver specific options (default map[])`,
  args: [0, 1],
  validators: { label: containerValidators['label'] ?? String },
  async run(cli, flags, [name]) {
    if (name !== undefined && flags.string('name') !== '')
      throw new Error('conflicting options: either specify --name or provide positional arg, not both');
    const volume = await VolumeCreate(cli.wire, {
      Driver: flags.string('driver'),
      DriverOpts: flags.map('opt'),
      Labels: toRecord(flags.list('label')),
      Name: name ?? flags.string('name'),
    });
    await cli.print(volume.Name);
  },
};
