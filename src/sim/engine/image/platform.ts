import type { Platform } from '../../registry/manifest.ts';
import { formatPlatform } from '../../registry/platform.ts';
import type { Image } from '../../image/types.ts';

export { parsePlatform } from '../../registry/platform.ts';

/** What is wrong with an image that is for another platform than the one asked for, by the name it was asked for; null when nothing is. */
export function checkPlatform({ config }: Image, wanted: Platform, name: string): string | null {
  const { os, architecture, variant } = config;
  const actual: Platform = { os, architecture, ...(variant === undefined ? {} : { variant }) };
  if (os === wanted.os && architecture === wanted.architecture && (wanted.variant === undefined || variant === wanted.variant)) return null;
  return `image with reference ${name} was found but does not match the specified platform: wanted ${formatPlatform(wanted)}, actual: ${formatPlatform(actual)}`;
}
