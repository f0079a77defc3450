/** Fetching from mirrors over the simulated network. Archives are asked for by HEAD: their time passes, their bytes need not. */
import type { Sys } from '../kernel/types.ts';
import { MIRROR_BANDWIDTH } from '../packages/mirrors.ts';
import { decode, encode, errno, reason } from './command.ts';
import { header, readMessage } from './http.ts';

/** Why something could not be fetched. */
export interface DownloadFailure {
  /** `lookup`: no DNS server to ask; `name`: there is no such host; `connect`: it does not answer; `status`: not 200. */
  readonly kind: 'lookup' | 'name' | 'connect' | 'status';
  readonly host: string;
  readonly address: string;
  readonly port: number;
  /** strerror's words, or "404 Not Found". */
  readonly why: string;
}

/** What a mirror said of a file. */
export type Answer = { readonly size: number; readonly text: string } | DownloadFailure;

/** Whether it went wrong. */
export const failed = (answer: Answer): answer is DownloadFailure => 'kind' in answer;

const decodeUrl = (url: string): { secure: boolean; host: string; port: number; path: string } => {
  const [, scheme = 'http', host = '', port, path = '/'] = /^(\w+):\/\/([^/:]+)(?::(\d+))?(\/.*)?$/.exec(url) ?? [];
  return { secure: scheme === 'https', host, port: Number(port ?? (scheme === 'https' ? 443 : 80)), path };
};

/** Connections to mirrors, kept while a program runs. */
export class Download {
  readonly #sys: Sys;
  readonly #open = new Map<string, { readonly fd: number; readonly address: string }>();

  constructor(sys: Sys) {
    this.#sys = sys;
  }

  /** Asks how big a file is, without fetching it. */
  head(url: string): Promise<Answer> {
    return this.#request('HEAD', url);
  }

  /** Fetches a small file. */
  get(url: string): Promise<Answer> {
    return this.#request('GET', url);
  }

  /** The time that so many bytes take on the line. */
  async transfer(bytes: number): Promise<void> {
    await this.#sys.sleep((bytes / MIRROR_BANDWIDTH) * 1000);
  }

  close(): void {
    for (const { fd } of this.#open.values()) this.#sys.close(fd);
    this.#open.clear();
  }

  async #request(method: string, url: string): Promise<Answer> {
    const { host, port, path } = decodeUrl(url);
    const failure = (kind: DownloadFailure['kind'], why: string, address = ''): DownloadFailure => ({ kind, host, port, address, why });
    const key = `${host}:${port}`;
    let line = this.#open.get(key);
    if (!line) {
      const [address] = await this.#sys.resolve(host);
      if (address === undefined) return failure(this.#sys.interfaces().some(({ name }) => name !== 'lo') ? 'name' : 'lookup', '');
      try {
        line = { fd: await this.#sys.connect(address, port), address };
      } catch (error) {
        return failure('connect', reason(error), address);
      }
      this.#open.set(key, line);
    }
    const { fd, address } = line;
    try {
      await this.#sys.write(fd, encode(`${method} ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`));
      const answer = await readMessage(this.#sys, fd, false, method === 'HEAD');
      if (!answer) return failure('connect', 'Connection reset by peer', address);
      if (!/ 200 /.test(answer.start)) return failure('status', answer.start.replace(/^\S+ /, ''), address);
      return { size: Number(header(answer, 'content-length') ?? answer.body.length), text: decode(answer.body) };
    } catch (error) {
      errno(error);
      this.#open.delete(key);
      return failure('connect', reason(error), address);
    }
  }
}
