/** `docker build` of ten steps, `docker pull` with no limit to the network, `docker ps -a` of a thousand; and what they weigh. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beside, simulatedMachine } from './beside.ts';
import type { Figure } from './figures.ts';

/** Eight of the ten steps make a layer. */
const DOCKERFILE = [
  'FROM busybox',
  'WORKDIR /app',
  'COPY . .',
  'ENV MODE=bench',
  'RUN echo 1 > /app/one',
  'RUN mkdir -p /srv && cp /app/one /srv/two',
  'RUN for i in 1 2 3 4 5; do echo $i > /srv/$i; done',
  'COPY hello /hello',
  'RUN rm /srv/two',
  'CMD cat /hello',
];
const FOLDER = '/tmp/huajuan-bench';
const write = `mkdir -p ${FOLDER} && cd ${FOLDER} && printf '%s\\n' ${DOCKERFILE.map((line) => `'${line}'`).join(' ')} > Dockerfile && echo hello > hello`;

/** Runs a whole build, nothing from the cache. */
export const dockerBuild = (): Promise<Figure[]> =>
  beside({
    name: 'docker build of 10 steps',
    command: `docker build -q --no-cache -t bench ${FOLDER}`,
    setUp: ['docker pull -q busybox', write],
    tearDown: ['docker rmi -f bench', 'docker image prune -f', `rm -r ${FOLDER}`],
    least: 50,
  });

/** The real engine's registry is a process beside it: nothing but the two of them limits the pace. */
export const dockerPull = (): Promise<Figure[]> =>
  beside({
    name: 'docker pull tomcat:8.5',
    command: 'docker pull -q tomcat:8.5',
    setUp: [],
    before: 'docker rmi -f tomcat:8.5 >/dev/null 2>&1 || true',
    tearDown: ['docker rmi -f tomcat:8.5'],
    least: 50,
  });

const THOUSAND = 1000;
const names = Array.from({ length: THOUSAND }, (_, n) => `bench${n}`).join(' ');

/** A thousand containers that have been made and not started. */
export const dockerPs = (): Promise<Figure[]> =>
  beside({
    name: 'docker ps -a of 1,000 containers',
    command: 'docker ps -a',
    setUp: ['docker pull -q busybox', `printf '%s\\n' ${names} | xargs -P 4 -I{} docker create --name {} busybox >/dev/null`],
    tearDown: [`docker rm ${names} >/dev/null`],
    least: 50,
  });

/** What is done a thousand times, and which containers there are then. */
const KINDS = [
  { kind: 'created', make: 'docker create --name $n ten', list: 'docker ps -aq --filter status=created' },
  { kind: 'ended', make: "docker run --name $n ten sh -c 'echo $RANDOM > /own'", list: 'docker ps -aq --filter status=exited' },
  { kind: 'running', make: "docker run -d --name $n ten sh -c 'echo $RANDOM > /own; exec sleep 86400'", list: 'docker ps -q' },
];

/** What a thousand containers of an image of ten layers add to the heap, bytes outside of it included. */
export async function* thousandContainers(): AsyncGenerator<Figure> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heap = (): number => {
    for (let n = 0; n < 4; n++) collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return (heapUsed + arrayBuffers) / 1e6;
  };
  for (const { kind, make, list } of KINDS) {
    const machine = await simulatedMachine();
    await machine.run('docker pull -q busybox');
    for (let n = 0; n < 9; n++)
      await machine.run(
        `docker run --name l${n} ${n === 0 ? 'busybox' : 'ten'} sh -c 'echo ${n} > /layer${n}'; docker commit l${n} ten; docker rm l${n}`,
      );
    const before = heap();
    await machine.run(`for n in ${names}; do ${make} >/dev/null || exit 1; done`);
    const after = heap();
    await machine.run(`test $(${list} | wc -l) = ${THOUSAND}`);
    yield { name: `1,000 ${kind} containers on one image of 10 layers`, value: after - before, unit: 'MB of heap', goal: { most: 100 } };
  }
}
