/** Our docker client as a command of its own, for the engine that -H, DOCKER_HOST or a context names. */
import { runDocker } from '../docker/cli.ts';
import { nodeContext } from './docker-context.ts';
import { DEFAULT_HOST } from '../docker/endpoint.ts';
import { httpTransport, parseHost } from './http-transport.ts';

const code = await runDocker(nodeContext(httpTransport(parseHost(DEFAULT_HOST))));
// What is still asked of the engine (a wait for a container that runs on) is not waited for; all output has been written.
process.exit(code);
