import type { Redirect, Redirection } from 'unbash';
import { FsError } from '../fs/types.ts';
import { ShellError } from './control.ts';
import { expandQuoted, expandText, expandWords } from './expand.ts';
import { isOpen, moveHigh } from './io.ts';
import { lineOf } from './interpret.ts';
import { reason, report } from './message.ts';
import type { OpenFlags } from '../kernel/types.ts';
import type { Shell } from './shell.ts';

/** A redirection that cannot be done: the command is not run. */
export class RedirectError extends Error {}

const FLAGS: Record<string, OpenFlags> = {
  '<': { read: true },
  '>': { write: true, create: true, truncate: true },
  '>|': { write: true, create: true, truncate: true },
  '&>': { write: true, create: true, truncate: true },
  '>&': { write: true, create: true, truncate: true },
  '>>': { write: true, create: true, append: true },
  '&>>': { write: true, create: true, append: true },
  '<>': { read: true, write: true, create: true },
};

function openError(sh: Shell, path: string, error: unknown, writing: boolean): RedirectError {
  if (sh.flavour.kind === 'bash') return new RedirectError(`${path}: ${reason(error)}`);
  const words = error instanceof FsError && error.code === 'ENOENT' ? (writing ? 'nonexistent directory' : 'no such file') : reason(error);
  return new RedirectError(`can't ${writing ? 'create' : 'open'} ${path}: ${words}`);
}

async function targetText(sh: Shell, redirect: Redirect): Promise<string> {
  if (!redirect.target) throw new ShellError('syntax error');
  if (sh.flavour.kind === 'ash') return expandText(sh, redirect.target, true);
  const words = await expandWords(sh, [redirect.target]);
  const word = words[0];
  if (words.length !== 1 || word === undefined) throw new RedirectError(`${redirect.target.text}: ambiguous redirect`);
  return word;
}

/** Opens the file of a redirection; the new descriptor is the lowest free one. */
export async function openRedirect(sh: Shell, redirect: Redirect, path?: string): Promise<number> {
  const target = path ?? (await targetText(sh, redirect));
  const flags = FLAGS[redirect.operator] ?? { read: true };
  const own = /^\/dev\/(?:fd\/(\d+)|(stdin)|(stdout)|(stderr))$/.exec(target);
  try {
    if (own) {
      const fd = own[1] ? Number(own[1]) : own[2] ? 0 : own[3] ? 1 : 2;
      if (isOpen(sh.sys, fd)) return sh.sys.dup(fd);
    }
    if (sh.options.has('noclobber') && redirect.operator !== '>|' && flags.truncate && isRegular(sh, target))
      throw new RedirectError(
        sh.flavour.kind === 'bash' ? `${target}: cannot overwrite existing file` : `can't create ${target}: File exists`,
      );
    return sh.sys.open(target, flags, 0o666);
  } catch (error) {
    if (error instanceof RedirectError) throw error;
    throw openError(sh, target, error, flags.create === true);
  }
}

function isRegular(sh: Shell, path: string): boolean {
  try {
    return sh.sys.stat(path).type === 'file';
  } catch {
    return false;
  }
}

/** A descriptor to read `text` from, as here-documents are: a pipe, fed by a helper process when it holds more than a pipe does. */
async function textFd(sh: Shell, text: string): Promise<number> {
  const data = new TextEncoder().encode(text);
  const [read, write] = sh.sys.pipe();
  if (data.length <= 65536) {
    if (data.length > 0) await sh.sys.write(write, data);
  } else {
    sh.helpers.add(
      sh.sys.fork(async (sys) => {
        sys.close(read);
        await sys.write(write, data);
        return 0;
      }),
    );
  }
  sh.sys.close(write);
  return read;
}

async function source(sh: Shell, redirect: Exclude<Redirection, Redirect>): Promise<number> {
  if (redirect.type === 'HereString') return textFd(sh, `${redirect.target ? await expandText(sh, redirect.target) : ''}\n`);
  const { body, operator, delimiter } = redirect;
  if (!redirect.closing && sh.flavour.kind === 'bash') sh.line = lineOf(sh, sh.source.text.length);
  if (!redirect.closing && sh.flavour.kind === 'bash')
    await report(
      sh,
      `warning: here-document at line ${lineOf(sh, redirect.pos)} delimited by end-of-file (wanted \`${delimiter?.value ?? ''}')`,
    );
  let text = body.parts && !delimiter?.quoted ? await expandQuoted(sh, body.parts) : body.text;
  if (!body.parts && !delimiter?.quoted) text = text.replace(/\\([$`\\\n])/g, (_, c: string) => (c === '\n' ? '' : c));
  if (operator === '<<-' && !body.parts) text = text.replace(/^\t+/gm, '');
  if (!redirect.closing && sh.flavour.kind === 'bash' && text !== '' && !text.endsWith('\n')) text += '\n';
  return textFd(sh, text);
}

/** What redirections changed, to be undone or kept. */
export interface Applied {
  undo(): void;
  /** Keeps them (`exec >file`): only the saved descriptors go. */
  keep(): void;
}

/** Applies redirections in order to our own descriptors. Throws {@link RedirectError} with everything undone. */
export async function applyRedirects(sh: Shell, redirects: readonly Redirection[]): Promise<Applied> {
  const saved: { fd: number; copy: number | null }[] = [];
  const { sys } = sh;
  const drop = (copy: number): void => {
    sys.close(copy);
    sh.savedFds.delete(copy);
  };
  const applied: Applied = {
    undo() {
      for (const { fd, copy } of saved.reverse()) {
        if (copy === null) {
          if (isOpen(sys, fd)) sys.close(fd);
          sh.extraFds.delete(fd);
        } else {
          sys.dup2(copy, fd);
          drop(copy);
        }
      }
    },
    keep() {
      for (const { copy } of saved) if (copy !== null) drop(copy);
    },
  };
  const save = (fd: number): void => {
    if (!isOpen(sys, fd)) {
      saved.push({ fd, copy: null });
      return;
    }
    const copy = moveHigh(sys, sys.dup(fd));
    sh.savedFds.add(copy);
    saved.push({ fd, copy });
  };
  const place = (from: number, fd: number, dup: boolean): void => {
    if (from !== fd) {
      sys.dup2(from, fd);
      if (!dup) sys.close(from);
    }
    if (fd > 2) sh.extraFds.add(fd);
  };
  try {
    for (const redirect of redirects) {
      const variable = redirect.descriptor?.type === 'FileDescriptorVariable' ? redirect.descriptor.name : null;
      const given = redirect.descriptor?.type === 'FileDescriptor' ? redirect.descriptor.value : undefined;
      const operator = redirect.operator;
      let fd = given ?? (operator.startsWith('<') ? 0 : 1);
      if (redirect.type !== 'Redirect') {
        const from = await source(sh, redirect);
        save(fd);
        place(isOpen(sys, from) ? from : fd, fd, false);
        continue;
      }
      if (operator === '<&' || operator === '>&') {
        const text = await targetText(sh, redirect);
        const m = /^(\d+)?(-)?$/.exec(text);
        if (m && text !== '') {
          if (variable) fd = Number(sh.vars.get(variable) ?? -1);
          const from = m[1] === undefined ? null : Number(m[1]);
          if (from !== null && !isOpen(sys, from))
            throw new RedirectError(sh.flavour.kind === 'bash' ? `${text}: Bad file descriptor` : `${from}: Bad file descriptor`);
          save(fd);
          if (from !== null) place(from, fd, true);
          if (m[2] !== undefined) {
            const closing = from ?? fd;
            if (closing !== fd) save(closing);
            if (isOpen(sys, closing)) sys.close(closing);
            sh.extraFds.delete(closing);
          }
          continue;
        }
        if (operator === '<&' || given !== undefined) throw new RedirectError(`${text}: ambiguous redirect`);
        await both(redirect, text);
        continue;
      }
      if (operator === '&>' || operator === '&>>') {
        await both(redirect);
        continue;
      }
      const opened = await openRedirect(sh, redirect);
      if (variable) {
        const high = moveHigh(sys, opened);
        sh.vars.set(variable, String(high));
        sh.extraFds.add(high);
        continue;
      }
      if (opened === fd) saved.push({ fd, copy: null });
      else save(fd);
      place(opened, fd, false);
    }
  } catch (error) {
    applied.undo();
    throw error;
  }
  return applied;

  async function both(redirect: Redirect, path?: string): Promise<void> {
    const opened = await openRedirect(sh, redirect, path);
    save(1);
    save(2);
    sys.dup2(opened, 1);
    sys.dup2(opened, 2);
    if (opened > 2) sys.close(opened);
  }
}
