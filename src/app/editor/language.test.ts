import { expect, test } from 'vitest';
import { languageOf } from './language.ts';

test.each([
  ['/usr/tmp/dockerfile/DockerFile', '', 'dockerfile'],
  ['/root/Dockerfile.dev', '', 'dockerfile'],
  ['/root/web.dockerfile', '', 'dockerfile'],
  ['/root/build', '# syntax\nFROM busybox\n', 'dockerfile'],
  ['/root/docker-compose.yml', '', 'yaml'],
  ['/etc/docker/daemon.json', '', 'json'],
  ['/root/.bashrc', '', 'shell'],
  ['/root/start', '#!/bin/sh\n', 'shell'],
  ['/etc/nginx/nginx.conf', 'events {\n}\n', 'nginx'],
  ['/etc/redis.conf', 'port 6379\n', 'ini'],
  ['/etc/hosts', '127.0.0.1 localhost\n', 'plaintext'],
])('%s', (path, text, language) => {
  expect(languageOf(path, text)).toBe(language);
});
