import type { RegistryRequest } from './message.ts';

/** A user's name and password for a registry. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Bytes of UTF-8 as the text that btoa takes, so that names in any script do. */
const binary = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text));
const text = (bytes: string): string => new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));

/** The value of a Basic authorization header. */
export const basicHeader = ({ username, password }: Credentials): string => `Basic ${btoa(binary(`${username}:${password}`))}`;

/** User and password of a request's Basic authorization, or null. */
export function basicCredentials({ headers }: RegistryRequest): Credentials | null {
  const [, encoded] = /^Basic (\S+)$/.exec(headers['authorization'] ?? '') ?? [];
  if (encoded === undefined) return null;
  try {
    const [username = '', ...password] = text(atob(encoded)).split(':');
    return { username, password: password.join(':') };
  } catch {
    return null;
  }
}
