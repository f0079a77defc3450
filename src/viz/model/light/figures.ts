/**
 * What a virtual machine of a distribution takes, as its own documents say; looked up on FIGURES_OF. Nothing here is asked of
 * the network: names and addresses are for reading. What has no source is marked `assumed`, and the scene says so.
 */

/** When the figures below were looked up. */
export const FIGURES_OF = '2026-11-24';

/** Where a figure comes from; the address is text, never a request. */
export interface Source {
  readonly name: string;
  /** As it is cited where there is little room. */
  readonly short: string;
  readonly url: string;
}

export const SOURCES = {
  debian: {
    name: 'Debian 12 Installation Guide (amd64), 3.4',
    short: 'Debian Installation Guide, 3.4',
    url: 'https://www.debian.org/releases/bookworm/amd64/ch03s04',
  },
  ubuntu: {
    name: 'Ubuntu Server documentation, Installation',
    short: 'Ubuntu Server docs',
    url: 'https://ubuntu.com/server/docs/installation',
  },
  osinfo: { name: 'libosinfo, osinfo-db 20221130', short: 'osinfo-db 20221130', url: 'https://libosinfo.org/' },
  osinfo6: {
    name: 'libosinfo, osinfo-db 20221130 (CentOS 6.8: disk as recommended)',
    short: 'osinfo-db 20221130; disk: recommended',
    url: 'https://libosinfo.org/',
  },
  vmBoot: {
    name: 'R. Aboukhalil, Move Fast and Break the Cloud (2018): Debian 9 on Google Cloud',
    short: 'Aboukhalil 2018',
    url: 'https://medium.com/@robaboukhalil/move-fast-and-break-the-cloud-b55b899e3683',
  },
  dockerStart: {
    name: 'S. Khan, Decomposing Docker Container Startup Performance (2026): SSD on Azure',
    short: 'Khan 2026, arXiv:2602.15214',
    url: 'https://arxiv.org/abs/2602.15214',
  },
} satisfies Readonly<Record<string, Source>>;

export type SourceKey = keyof typeof SOURCES;

/** Where a number comes from: this engine, a document, or nowhere (then people are told). */
export type Basis = { readonly kind: 'measured' } | { readonly kind: 'source'; readonly source: SourceKey } | { readonly kind: 'assumed' };

const from = (source: SourceKey): Basis => ({ kind: 'source', source });

export interface Figure {
  /** Bytes, or milliseconds. */
  readonly value: number;
  readonly basis: Basis;
}

/** A guest operating system without an application. */
export interface Guest {
  readonly name: string;
  /** The least memory and disk that it is documented to need. */
  readonly memory: Figure;
  readonly disk: Figure;
  /** From asking for the machine to logging in by SSH. */
  readonly boot: Figure;
}

const MiB = 2 ** 20;
const GiB = 2 ** 30;

/** Debian 9 on Google's cloud, July 2018, from the request to SSH: about 23 s whatever the hour. */
const BOOT_MS = 23_000;

const guest = (name: string, memory: number, disk: number, source: SourceKey, boot: Basis = { kind: 'assumed' }): Guest => ({
  name,
  memory: { value: memory, basis: from(source) },
  disk: { value: disk, basis: from(source) },
  boot: { value: BOOT_MS, basis: boot },
});

/** The smallest of them: it also stands in where an image is of no distribution (busybox, hello-world). */
const ALPINE = guest('Alpine 3.17', 128 * MiB, GiB, 'osinfo');

const GUESTS: Readonly<Record<string, Guest>> = {
  // Table 3.2, "No desktop": 256 megabytes, 4 gigabytes.
  debian: guest('Debian 12', 256e6, 4e9, 'debian', from('vmBoot')),
  // "RAM: 1 gigabyte or more. Disk: a minimum of 2.5 gigabytes."
  ubuntu: guest('Ubuntu 22.04', 1e9, 2.5e9, 'ubuntu'),
  // <minimum><ram>, and <storage> as it stands (for 6.8 there is only the recommended one).
  'centos 6': guest('CentOS 6.8', 512 * MiB, 9 * GiB, 'osinfo6'),
  'centos 7': guest('CentOS 7', GiB, 10 * GiB, 'osinfo'),
  centos: guest('CentOS 8', 1536 * MiB, 10 * GiB, 'osinfo'),
  alpine: ALPINE,
};

/** The distribution that an image's files are of ("debian", "12"); null when they say nothing. */
export interface Release {
  readonly id: string;
  readonly version: string;
}

/** The guest for an image's distribution, and whether it only stands in for one that the image does not name. */
export function guestFor(release: Release | null): { readonly guest: Guest; readonly standIn: boolean } {
  const major = release?.version.split('.')[0] ?? '';
  const found = release ? (GUESTS[`${release.id} ${major}`] ?? GUESTS[release.id]) : undefined;
  return { guest: found ?? ALPINE, standIn: found === undefined };
}

/** From `docker run` to a running container on an SSD (568 ms on average): for an engine that charges no time for a start. */
export const DOCKER_START: Figure = { value: 568, basis: from('dockerStart') };

/** What a process that waits for work takes, when none is running that could be asked. */
export const IDLE_MEMORY: Figure = { value: 4 * MiB, basis: { kind: 'assumed' } };

/** The image that stands for any while the machine has none: nginx as Docker Hub has it. */
export const EXAMPLE = {
  name: 'nginx',
  imageBytes: 187e6,
  layers: 7,
  release: { id: 'debian', version: '12' },
} satisfies { name: string; imageBytes: number; layers: number; release: Release };
