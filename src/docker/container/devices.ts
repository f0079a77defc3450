import type { DeviceMapping } from '../../api/types.ts';
import { unless } from '../errors.ts';

const isMode = (text: string): boolean => /^(?!.*(.).*\1)[rwm]+$/.test(text);

/** Reads `--device`: "/dev/sda", "/dev/sda:/dev/xvda", "/dev/sda:r", "/dev/sda:/dev/xvda:rwm". */
export function parseDevice(text: string): DeviceMapping {
  const parts = text.split(':');
  const [host = '', second = '', third = ''] = parts;
  unless(parts.length <= 3, `bad format for path: ${text}`);
  const modeOnly = parts.length === 2 && isMode(second);
  unless(parts.length < 3 || isMode(third), `bad mode specified: ${third}`);
  const path = parts.length > 1 && !modeOnly ? second : host;
  unless(path.startsWith('/'), `${path} is not an absolute path`);
  return { PathOnHost: host, PathInContainer: path, CgroupPermissions: third || (modeOnly ? second : 'rwm') };
}
