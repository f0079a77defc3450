import { parseReference } from '../../api/reference.ts';
import { runBuildKit } from '../builder/buildkit.ts';
import { classicBuild } from '../builder/classic.ts';
import type { Cli, Command } from '../command.ts';
import { containerValidators } from '../container/validators.ts';
import { parsers } from '../values.ts';

/** `docker build` */
export const build: Command = {
  usage: '[OPTIONS] PATH | URL | -',
  short: 'Build an image from a Dockerfile',
  flags: `add-host list: Add a custom host-to-IP mapping (host:ip)
build-arg list: Set build-time variables
cache-from strings: Images to consider as cache sources
cgroup-parent string: Optional parent cgroup for the container
compress: Compress the build context using gzip
cpu-period int: Limit the CPU CFS (Completely Fair Scheduler) period
cpu-quota int: Limit the CPU CFS (Completely Fair Scheduler) quota
c,cpu-shares int: CPU shares (relative weight)
cpuset-cpus string: CPUs in which to allow execution (0-3, 0,1)
cpuset-mems string: MEMs in which to allow execution (0-3, 0,1)
disable-content-trust: Skip image verification (default true)
f,file string: Name of the Dockerfile (Default is 'PATH/Dockerfile')
force-rm: Always remove intermediate containers
iidfile string: Write the image ID to the file
isolation string: Container isolation technology
label list: Set metadata for an image
m,memory bytes: Memory limit
memory-swap bytes: Swap limit equal to memory plus swap: '-1' to enable unlimited swap
network string: Set the networking mode for the RUN instructions during build (default "default")
no-cache: Do not use cache when building the image
!o,output list: Output destination (format: type=local,dest=path)
!platform string: Set platform if server is multi-platform capable
!progress string: Set type of progress output (auto, plain, tty). Use plain to show container output (default "auto")
pull: Always attempt to pull a newer version of the image
q,quiet: Suppress the build output and print image ID on success
rm: Remove intermediate containers after a successful build (default true)
!secret list: Secret file to expose to the build (only if BuildKit enabled): id=mysecret,src=/local/secret
security-opt strings: Security options
shm-size bytes: Size of /dev/shm
!squash: Squash newly built layers into a single new layer
!ssh list: SSH agent socket or keys to expose to the build (only if BuildKit enabled) (format: default|<id>[=<socket>|<key>[,<key>]])
!stream: Stream attaches to server to negotiate build context
t,tag list: Name and optionally a tag in the 'name:tag' format
target string: Set the target build stage to build.
ulimit ulimit: Ulimit options (default [])`,
  accepted: ['disable-content-trust', 'isolation'],
  args: [1, 1],
  completes: 'file',
  validators: {
    'add-host': containerValidators['add-host'] ?? ((value) => value),
    'build-arg': containerValidators['env'] ?? ((value) => value),
    label: containerValidators['label'] ?? ((value) => value),
    tag(value) {
      parseReference(value);
      return value;
    },
  },
  async run(cli, flags, [context = '']) {
    if (buildKitWanted(cli)) return runBuildKit(cli, flags, context);
    if (flags.bool('squash')) throw new Error('"--squash" is only supported on a Docker daemon with experimental features enabled');
    if (flags.bool('stream')) await cli.complain(STREAM_IS_GONE);
    await classicBuild(cli, flags, context);
  },
};

const STREAM_IS_GONE = `DEPRECATED: The experimental --stream flag has been removed and the build context
            will be sent non-streaming. Enable BuildKit instead with DOCKER_BUILDKIT=1
            to stream build context, see https://docs.docker.com/go/buildkit/
`;

/** Whether the environment asks for BuildKit; by itself this engine builds without. */
function buildKitWanted(cli: Cli): boolean {
  const asked = cli.env['DOCKER_BUILDKIT'] ?? '';
  if (asked === '') return false;
  try {
    return parsers['']?.(asked) === true;
  } catch (error) {
    throw new Error(`DOCKER_BUILDKIT environment variable expects boolean value: ${error instanceof Error ? error.message : error}`);
  }
}
