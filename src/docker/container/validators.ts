import type { ThrottleDevice } from '../../api/types.ts';
import { unless } from '../errors.ts';
import type { Validator } from '../flags.ts';
import { parseBytes, parseInteger } from '../values.ts';

const isIp = (text: string): boolean =>
  /^(\d{1,3}\.){3}\d{1,3}$/.test(text)
    ? text.split('.').every((part) => Number(part) < 256)
    : /^[0-9a-fA-F:]+(%\w+)?$/.test(text) && text.includes(':');

const DOMAIN = /^([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(\.([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*\.?$/;

function throttle(value: string, rate: (text: string) => number, whole: string): ThrottleDevice {
  const at = value.indexOf(':');
  unless(at > 0, `bad format: ${value}`);
  const [path, amount] = [value.slice(0, at), value.slice(at + 1)];
  unless(path.startsWith('/dev/'), `bad format for device path: ${value}`);
  try {
    const Rate = rate(amount);
    unless(Rate >= 0, '');
    return { Path: path, Rate };
  } catch {
    throw new Error(`invalid rate for device: ${value}. ${whole}`);
  }
}

/** A device and its rate, "/dev/sda:1mb". */
export const bps = (value: string): ThrottleDevice =>
  throttle(
    value,
    parseBytes,
    'The correct format is <device-path>:<number>[<unit>]. Number must be a positive integer. Unit is optional and can be kb, mb, or gb',
  );
/** A device and its rate, "/dev/sda:1000". */
export const iops = (value: string): ThrottleDevice =>
  throttle(
    value,
    (text) => parseInteger(text, { unsigned: true, base10: true }),
    'The correct format is <device-path>:<number>. Number must be a positive integer',
  );
const checked =
  (check: (value: string) => unknown): Validator =>
  (value) => {
    check(value);
    return value;
  };

/** Checks of single values, at the moment the flag is read. */
export const containerValidators: Readonly<Record<string, Validator>> = {
  attach: (value) => {
    const name = value.toLowerCase();
    unless(['stdin', 'stdout', 'stderr'].includes(name), 'valid streams are STDIN, STDOUT and STDERR');
    return name;
  },
  'add-host': checked((value) => {
    const at = value.indexOf(':');
    unless(at > 0, `bad format for add-host: ${JSON.stringify(value)}`);
    const ip = value.slice(at + 1);
    unless(ip === 'host-gateway' || isIp(ip), `invalid IP address in add-host: ${JSON.stringify(ip)}`);
  }),
  'blkio-weight-device': checked((value) =>
    unless(
      /^\/dev\/[^:]+:\d+$/.test(value),
      !value.includes(':')
        ? `bad format: ${value}`
        : value.startsWith('/dev/')
          ? `invalid weight for device: ${value}`
          : `bad format for device path: ${value}`,
    ),
  ),
  'device-read-bps': checked(bps),
  'device-write-bps': checked(bps),
  'device-read-iops': checked(iops),
  'device-write-iops': checked(iops),
  'device-cgroup-rule': checked((value) =>
    unless(/^[acb] ([0-9]+|\*):([0-9]+|\*) [rwm]{1,3}$/.test(value), `invalid device cgroup format '${value}'`),
  ),
  'dns-search': (value) => {
    const domain = value.trim();
    unless(domain === '.' || (/[a-zA-Z]/.test(domain) && domain.length <= 255 && DOMAIN.test(domain)), `${value} is not a valid domain`);
    return domain;
  },
  dns: checked((value) => unless(isIp(value.trim()), `${value} is not an ip address`)),
  env: checked((value) => unless(value !== '' && !value.startsWith('='), `invalid environment variable: ${value}`)),
  link: checked((value) => {
    unless(value !== '', 'empty string specified for links');
    unless(value.split(':').length <= 2, `bad format for links: ${value}`);
  }),
  'link-local-ip': checked((value) => unless(isIp(value), `${value} is not an ip address`)),
  sysctl: checked((value) => {
    const name = value.split('=', 1)[0] ?? '';
    const known = /^kernel\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)$|^(net|fs\.mqueue)\./.test(name);
    unless(value.includes('=') && known, `sysctl '${value}' is not whitelisted`);
  }),
  label: checked((value) => unless(value !== '' && !value.startsWith('='), `invalid label '${value}': empty name`)),
};
