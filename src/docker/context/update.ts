import type { Command } from '../command.ts';
import { create, dockerEndpoint } from './create.ts';
import { checkName, findContext, keepContext } from './store.ts';

/** `docker context update` */
export const update: Command = {
  usage: '[OPTIONS] CONTEXT',
  short: 'Update a context',
  long: (create.long ?? '').replace('Create a context', 'Update a context').replace('docker context create', 'docker context update'),
  flags: (create.flags ?? '').replace(/^from .*\n/m, ''),
  accepted: ['kubernetes'],
  args: [1, 1],
  async run(cli, flags, [name = '']) {
    checkName(name);
    const { meta } = await findContext(cli.files, cli.folder, name);
    const docker = flags.changed('docker') ? await dockerEndpoint(cli, flags) : meta.Endpoints.docker;
    const orchestrator = flags.string('default-stack-orchestrator');
    await keepContext(cli.files, cli.folder, {
      Name: name,
      Metadata: {
        ...meta.Metadata,
        ...(flags.string('description') ? { Description: flags.string('description') } : {}),
        ...(orchestrator ? { StackOrchestrator: orchestrator } : {}),
      },
      Endpoints: docker ? { docker } : {},
    });
    await cli.print(name);
    await cli.complain(`Successfully updated context "${name}"`);
  },
};
