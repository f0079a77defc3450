import type { Main } from './command.ts';
import { getopt } from './getopt.ts';
import { groupNames, groups as allGroups, userNames, users } from './users.ts';

/** id(1): `-u -g -G -n -r`. */
export const id: Main = (cmd) => {
  const { sys } = cmd;
  const options = getopt(cmd, cmd.gnu ? 'agnruGzZ' : 'rnugG', 'user=u group=g groups=G name=n real=r zero=z');
  if (cmd.gnu) {
    if (options.last('ugG') !== '' && new Set([...'ugG'].filter((key) => options.has(key))).size > 1)
      cmd.die('cannot print "only" of more than one choice');
    if ((options.has('n') || options.has('r')) && options.last('ugG') === '')
      cmd.die('cannot print only names or real IDs in default format');
  } else if (options.args.length > 1) cmd.usage();
  for (const name of options.args.length > 0 ? options.args : [undefined]) {
    let uid = options.has('r') ? sys.getuid() : sys.geteuid();
    let gid = sys.getgid();
    let list = [gid, ...sys.getgroups().filter((other) => other !== gid)];
    if (name !== undefined) {
      const user =
        users(sys).find((candidate) => candidate.name === name) ??
        (/^\d+$/.test(name) ? users(sys).find((candidate) => candidate.uid === Number(name)) : undefined);
      if (!user) {
        cmd.warn(cmd.gnu ? `${cmd.quote(name)}: no such user` : `unknown user ${name}`);
        continue;
      }
      uid = user.uid;
      gid = user.gid;
      list = [
        gid,
        ...allGroups(sys)
          .filter((group) => group.members.includes(user.name) && group.gid !== user.gid)
          .map((group) => group.gid),
      ];
    }
    const user = userNames(sys);
    const group = groupNames(sys);
    const shown = (number: number, of: (id: number) => string, what: string): string => {
      if (!options.has('n')) return String(number);
      const text = of(number);
      if (text === String(number) && what !== '') cmd.warn(cmd.gnu ? `cannot find name for ${what} ID ${number}` : `unknown ID ${number}`);
      return text;
    };
    const which = options.last('ugG');
    if (which === 'u') cmd.out(`${shown(uid, user, 'user')}\n`);
    else if (which === 'g') cmd.out(`${shown(gid, group, 'group')}\n`);
    else if (which === 'G') cmd.out(`${list.map((each) => shown(each, group, 'group')).join(' ')}\n`);
    else {
      const named = (number: number, of: (id: number) => string): string =>
        of(number) === String(number) ? String(number) : `${number}(${of(number)})`;
      // busybox leaves the list out when nobody has given it one.
      const listed = cmd.gnu || name !== undefined || sys.getgroups().length > 0;
      cmd.out(
        `uid=${named(uid, user)} gid=${named(gid, group)}${listed ? ' groups=' : ''}${listed ? list.map((each) => named(each, group)).join(',') : ''}\n`,
      );
    }
  }
};
