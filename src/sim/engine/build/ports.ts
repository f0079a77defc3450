import { invalidParameter } from '../../errors.ts';

const MOST = 65535;

/** The ports that EXPOSE means: "80", "70-72/udp", "8080:80". Throws Docker's errors. */
export function exposedPorts(words: readonly string[]): string[] {
  return words.flatMap((word) => {
    const [address = '', given = ''] = word.split('/');
    const port = address.slice(address.lastIndexOf(':') + 1);
    const protocol = (given || 'tcp').toLowerCase();
    if (port === '') throw invalidParameter(`No port specified: ${address}<empty>`);
    const [first = '', last = first] = port.split('-');
    const numbers = [first, last].map((text) => (/^\d+$/.test(text) && Number(text) <= MOST ? Number(text) : null));
    const [from, to] = numbers;
    if (from == null || to == null || to < from || port.split('-').length > 2) throw invalidParameter(`Invalid containerPort: ${port}`);
    if (!['tcp', 'udp', 'sctp'].includes(protocol)) throw invalidParameter(`Invalid proto: ${protocol}`);
    return Array.from({ length: to - from + 1 }, (_, step) => `${from + step}/${protocol}`);
  });
}
