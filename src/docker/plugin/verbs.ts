import type { Command } from '../command.ts';
import { eachPlugin, onePlugin, pluginInspect, pluginLs } from './plugins.ts';
import { unsimulated } from '../unsimulated.ts';

/** The verbs of `docker plugin` as the real client has them; what they do is not simulated. */
export const verbs: Readonly<Record<string, Command>> = {
  create: {
    ...unsimulated('docker plugin create', {
      usage: '[OPTIONS] PLUGIN PLUGIN-DATA-DIR',
      short: 'Create a plugin from a rootfs and configuration. Plugin data directory must contain config.json and rootfs directory.',
      flags: 'compress: Compress the context using gzip',
    }),
    args: [2, Number.POSITIVE_INFINITY],
  },
  disable: onePlugin('docker plugin disable', {
    usage: '[OPTIONS] PLUGIN',
    short: 'Disable a plugin',
    flags: 'f,force: Force the disable of an active plugin',
  }),
  enable: onePlugin('docker plugin enable', {
    usage: '[OPTIONS] PLUGIN',
    short: 'Enable a plugin',
    flags: 'timeout int: HTTP client timeout (in seconds) (default 30)',
  }),
  inspect: pluginInspect('docker plugin inspect', {
    usage: '[OPTIONS] PLUGIN [PLUGIN...]',
    short: 'Display detailed information on one or more plugins',
    flags: 'f,format string: Format the output using the given Go template',
  }),
  install: unsimulated('docker plugin install', {
    usage: '[OPTIONS] PLUGIN [KEY=VALUE...]',
    short: 'Install a plugin',
    flags: `alias string: Local name for plugin
disable: Do not enable the plugin on install
disable-content-trust: Skip image verification (default true)
grant-all-permissions: Grant all permissions necessary to run the plugin`,
  }),
  ls: pluginLs('docker plugin ls', {
    usage: '[OPTIONS]',
    short: 'List plugins',
    flags: `f,filter filter: Provide filter values (e.g. 'enabled=true')
format string: Pretty-print plugins using a Go template
no-trunc: Don't truncate output
q,quiet: Only display plugin IDs`,
  }),
  push: onePlugin('docker plugin push', {
    usage: '[OPTIONS] PLUGIN[:TAG]',
    short: 'Push a plugin to a registry',
    flags: 'disable-content-trust: Skip image signing (default true)',
  }),
  rm: eachPlugin('docker plugin rm', {
    usage: '[OPTIONS] PLUGIN [PLUGIN...]',
    short: 'Remove one or more plugins',
    flags: 'f,force: Force the removal of an active plugin',
  }),
  set: onePlugin('docker plugin set', {
    usage: 'PLUGIN KEY=VALUE [KEY=VALUE...]',
    short: 'Change settings for a plugin',
  }),
  upgrade: onePlugin('docker plugin upgrade', {
    usage: '[OPTIONS] PLUGIN [REMOTE]',
    short: 'Upgrade an existing plugin',
    flags: `disable-content-trust: Skip image verification (default true)
grant-all-permissions: Grant all permissions necessary to run the plugin
skip-remote-check: Do not check if specified remote plugin matches existing plugin image`,
  }),
};
