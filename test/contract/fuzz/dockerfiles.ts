/** Random Dockerfiles with their contexts, from nearly right to nonsense. */
import { concat } from '../../../src/api/bytes.ts';
import { modeField, tarEnd, tarHeader, tarPadding } from '../../../src/api/tar/header.ts';
import type { EngineRequest } from '../../../src/api/wire.ts';
import type { Choice } from './choice.ts';

const encoder = new TextEncoder();

const LINES = [
  'FROM busybox',
  'FROM busybox AS one',
  'FROM scratch',
  'FROM one',
  'FROM nosuch:x',
  'FROM --platform=linux/amd64 busybox',
  'FROM',
  'FROM ${BASE}',
  'from busybox',
  'ARG BASE=busybox',
  'ARG X',
  'ARG',
  'RUN true',
  'RUN exit 3',
  'RUN ["true"]',
  'RUN [bad',
  'RUN',
  'RUN echo $X > /f',
  'RUN rm -rf /bin',
  'COPY . /',
  'COPY a b /d/',
  'COPY a b /d',
  'COPY nosuch /',
  'COPY --from=one / /x',
  'COPY --from=7 a /',
  'COPY --chown=1:2 a /',
  'COPY ../a /',
  'COPY',
  'COPY ["a","b"]',
  'COPY a* /w/',
  'COPY [ /',
  'ADD a /',
  'ADD http://nosuch.example/x /',
  'ADD a.tar /',
  'ENV A=b C="d e"',
  'ENV A b c',
  'ENV',
  'ENV =x',
  'LABEL a=b',
  'LABEL "a b"=c',
  'LABEL',
  'WORKDIR /w',
  'WORKDIR w',
  'WORKDIR',
  'USER 1:2',
  'USER nosuch',
  'VOLUME /v',
  'VOLUME ["/a","/b"]',
  'VOLUME',
  'EXPOSE 80 443/udp',
  'EXPOSE x',
  'EXPOSE 99999',
  'CMD ["true"]',
  'CMD true',
  'CMD',
  'ENTRYPOINT ["a"]',
  'ENTRYPOINT a',
  'STOPSIGNAL 9',
  'STOPSIGNAL NOSUCH',
  'HEALTHCHECK NONE',
  'HEALTHCHECK CMD true',
  'HEALTHCHECK --interval=x CMD true',
  'HEALTHCHECK',
  'SHELL ["/bin/sh","-c"]',
  'SHELL sh',
  'ONBUILD RUN true',
  'ONBUILD FROM x',
  'ONBUILD ONBUILD RUN x',
  'ONBUILD',
  'MAINTAINER me',
  'NOSUCH x',
  '# escape=`',
  '# syntax=x',
  '#',
  '',
  'RUN echo a \\',
  '  b',
  '\\',
  'ENV X=${Y:-z}',
  'ENV X=${Y:?z}',
  'ENV X=${',
  'LABEL a=$A$',
  'RUN <<EOF',
  'EOF',
  'RUN --mount=type=cache,target=/c true',
  '\ufeffFROM busybox',
] as const;

/** A Dockerfile of random lines. */
function randomDockerfile(choice: Choice): string {
  const lines = choice.many(9, () =>
    choice.rarely(15) ? `${choice.one(['RUN', 'COPY', 'ENV', 'LABEL', 'FROM', ''])} ${choice.noise()}` : choice.one(LINES),
  );
  if (!choice.rarely(6)) lines.unshift('FROM busybox');
  return lines.join(choice.rarely(10) ? '\r\n' : '\n') + (choice.rarely(3) ? '' : '\n');
}

function tar(files: readonly (readonly [name: string, text: string])[]): Uint8Array {
  return concat([
    ...files.flatMap(([name, text]) => {
      const data = encoder.encode(text);
      const plain = { uid: 0, gid: 0, uname: '', gname: '', mtime: 0, linkname: '', rdev: [0, 0], xattrs: {} } as const;
      return [
        ...tarHeader({ ...plain, name, type: 'file', mode: modeField('file', 0o644), size: data.length }),
        data,
        tarPadding(data.length),
      ];
    }),
    tarEnd,
  ]);
}

/** A build of a random Dockerfile; seldom its context is broken as well. */
export function randomBuild(choice: Choice): EngineRequest {
  const ignore = choice.rarely(5) ? [['.dockerignore', choice.one(['*', '!a', '**/a', '[', 'Dockerfile', '..', ''])] as const] : [];
  const name = choice.rarely(20) ? choice.noise() || 'x' : 'Dockerfile';
  const whole = tar([[name, randomDockerfile(choice)], ['a', 'a\n'], ['b', 'b\n'], ['d/a', 'in d\n'], ...ignore]);
  const query = choice.many(2, () =>
    choice.one([
      't=fuzz:1',
      't=UPPER',
      'target=one',
      'target=nosuch',
      'nocache=1',
      'q=1',
      'buildargs=%7B%22X%22%3A%22y%22%7D',
      'buildargs=x',
      'labels=5',
      'dockerfile=b',
      'dockerfile=..%2Fx',
      'forcerm=1',
      'networkmode=none',
      'networkmode=nosuch',
      'pull=1',
      'squash=1',
      'memory=1',
      'platform=x',
      'remote=x',
      'version=2',
    ]),
  );
  const body = choice.rarely(20) ? whole.subarray(0, choice.below(whole.length)) : whole;
  return { method: 'POST', url: `/v1.41/build?${query.join('&')}`, headers: { 'content-type': 'application/x-tar' }, body };
}
