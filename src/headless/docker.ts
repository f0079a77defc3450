/** Our docker client as a command of its own, for the engine at DOCKER_HOST. */
import { runDocker } from '../docker/cli.ts';
import { nodeContext } from './docker-context.ts';
import { httpTransport, parseHost } from './http-transport.ts';

const code = await runDocker(nodeContext(httpTransport(parseHost(process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock'))));
// What is still asked of the engine (a wait for a container that runs on) is not waited for; all output has been written.
process.exit(code);
