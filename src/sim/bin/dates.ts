/** Dates as date(1), touch(1) and ls(1) read and write them. Time zones: UTC only, as in containers. */

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const UNITS: Readonly<Record<string, number>> = {
  sec: 1,
  second: 1,
  min: 60,
  minute: 60,
  hour: 3600,
  day: 86400,
  week: 604800,
  fortnight: 1209600,
};

const pad = (value: number, width = 2, fill = '0'): string => String(value).padStart(width, fill);

/** Days since 1 January, and the ISO 8601 week with its year. */
function isoWeek(date: Date): { year: number; week: number } {
  const thursday = new Date(date);
  thursday.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const year = thursday.getUTCFullYear();
  return { year, week: Math.ceil(((thursday.getTime() - Date.UTC(year, 0, 1)) / 86400000 + 1) / 7) };
}

/** strftime(3) with GNU's `%-d %_d %0d %^a %:z %N %s`. */
export function strftime(format: string, ms: number): string {
  const date = new Date(ms);
  const y = date.getUTCFullYear();
  const day = Math.floor((Date.UTC(y, date.getUTCMonth(), date.getUTCDate()) - Date.UTC(y, 0, 1)) / 86400000);
  const hour12 = date.getUTCHours() % 12 || 12;
  const one = (letter: string): string | null => {
    switch (letter) {
      case 'Y':
        return String(y);
      case 'C':
        return pad(Math.floor(y / 100));
      case 'y':
        return pad(y % 100);
      case 'm':
        return pad(date.getUTCMonth() + 1);
      case 'd':
        return pad(date.getUTCDate());
      case 'e':
        return pad(date.getUTCDate(), 2, ' ');
      case 'H':
        return pad(date.getUTCHours());
      case 'k':
        return pad(date.getUTCHours(), 2, ' ');
      case 'I':
        return pad(hour12);
      case 'l':
        return pad(hour12, 2, ' ');
      case 'M':
        return pad(date.getUTCMinutes());
      case 'S':
        return pad(date.getUTCSeconds());
      case 'N':
        return pad(Math.floor((((ms % 1000) + 1000) % 1000) * 1e6), 9);
      case 's':
        return String(Math.floor(ms / 1000));
      case 'j':
        return pad(day + 1, 3);
      case 'a':
        return (DAYS[date.getUTCDay()] ?? '').slice(0, 3);
      case 'A':
        return DAYS[date.getUTCDay()] ?? '';
      case 'b':
      case 'h':
        return (MONTHS[date.getUTCMonth()] ?? '').slice(0, 3);
      case 'B':
        return MONTHS[date.getUTCMonth()] ?? '';
      case 'p':
        return date.getUTCHours() < 12 ? 'AM' : 'PM';
      case 'P':
        return date.getUTCHours() < 12 ? 'am' : 'pm';
      case 'u':
        return String(date.getUTCDay() || 7);
      case 'w':
        return String(date.getUTCDay());
      case 'U':
        return pad(Math.floor((day + 7 - date.getUTCDay()) / 7));
      case 'W':
        return pad(Math.floor((day + 7 - ((date.getUTCDay() + 6) % 7)) / 7));
      case 'V':
        return pad(isoWeek(date).week);
      case 'G':
        return String(isoWeek(date).year);
      case 'g':
        return pad(isoWeek(date).year % 100);
      case 'q':
        return String(Math.floor(date.getUTCMonth() / 3) + 1);
      case 'Z':
        return 'UTC';
      case 'z':
        return '+0000';
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case '%':
        return '%';
      case 'F':
        return strftime('%Y-%m-%d', ms);
      case 'T':
      case 'X':
        return strftime('%H:%M:%S', ms);
      case 'R':
        return strftime('%H:%M', ms);
      case 'D':
      case 'x':
        return strftime('%m/%d/%y', ms);
      case 'c':
        return strftime('%a %b %e %H:%M:%S %Y', ms);
      case 'r':
        return strftime('%I:%M:%S %p', ms);
      default:
        return null;
    }
  };
  return format.replace(
    /%([-_0^#]?)(\d*)(:{0,3})([A-Za-z%])/g,
    (whole: string, flag: string, width: string, colons: string, letter: string) => {
      if (colons !== '') return letter === 'z' ? (colons === ':' ? '+00:00' : colons === '::' ? '+00:00:00' : '+00') : whole;
      let text = one(letter);
      if (text === null) return whole;
      if (letter === 'N' && width !== '') return text.slice(0, Number(width));
      if (flag === '-') text = text.replace(/^[0 ]+(?=\d)/, '');
      else if (flag === '_') text = text.replace(/^0+(?=\d)/, (zeros) => ' '.repeat(zeros.length));
      else if (flag === '0') text = text.replace(/^ +(?=\d)/, (blanks) => '0'.repeat(blanks.length));
      else if (flag === '^') text = text.toUpperCase();
      else if (flag === '#') text = letter === 'p' ? text.toLowerCase() : text.toUpperCase();
      return width === '' ? text : text.padStart(Number(width), /\d/.test(text.charAt(0)) && flag !== '_' ? '0' : ' ');
    },
  );
}

/** The time that words like "2024-01-02 03:04", "@0", "yesterday", "2 days ago", "now + 1 hour" mean; null when they mean none. */
export function parseDate(text: string, now: number): number | null {
  let rest = text.trim().toLowerCase();
  const epoch = /^@(-?\d+(?:\.\d+)?)$/.exec(rest);
  if (epoch) return Number(epoch[1]) * 1000;
  let at = now;
  let dated = false;
  let timed = false;
  const take = (pattern: RegExp, use: (match: RegExpExecArray) => void): boolean => {
    const match = pattern.exec(rest);
    if (!match) return false;
    rest = rest.slice(match[0].length).trimStart();
    use(match);
    return true;
  };
  const setDate = (year: number, month: number, day: number): void => {
    at = Date.UTC(year, month, day) + (timed ? ((at % 86400000) + 86400000) % 86400000 : 0);
    dated = true;
  };
  const month = (name: string | undefined): number => MONTHS.findIndex((full) => name !== undefined && full.toLowerCase().startsWith(name));
  while (rest !== '') {
    const done =
      take(/^(\d{4})-(\d{1,2})-(\d{1,2})t?(?=\D|$)/, ([, y, m, d]) => setDate(Number(y), Number(m) - 1, Number(d))) ||
      take(/^(\d{4})(\d\d)(\d\d)(?=\D|$)/, ([, y, m, d]) => setDate(Number(y), Number(m) - 1, Number(d))) ||
      take(/^(\d{1,2})\/(\d{1,2})\/(\d{4})/, ([, m, d, y]) => setDate(Number(y), Number(m) - 1, Number(d))) ||
      take(/^t?(\d{1,2}):(\d\d)(?::(\d\d(?:\.\d+)?))?\s*(am|pm)?/, ([, h, m, s = '0', half]) => {
        const hour = half === undefined ? Number(h) : (Number(h) % 12) + (half === 'pm' ? 12 : 0);
        at = Math.floor(at / 86400000) * 86400000 + hour * 3600000 + Number(m) * 60000 + Number(s) * 1000;
        timed = true;
      }) ||
      take(/^(\d{1,2})\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s*(\d{4})?/, ([, d, m, y]) =>
        setDate(y ? Number(y) : new Date(now).getUTCFullYear(), month(m), Number(d)),
      ) ||
      take(/^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+(\d{1,2}),?(?:\s+(\d{4}))?(?=\D|$)/, ([, m, d, y]) =>
        setDate(y ? Number(y) : new Date(now).getUTCFullYear(), month(m), Number(d)),
      ) ||
      take(/^([+-])\s*(\d\d):?(\d\d)(?=\s|$)/, ([, sign, h, m]) => {
        at -= (sign === '-' ? -1 : 1) * (Number(h) * 3600000 + Number(m) * 60000);
      }) ||
      take(
        /^([+-]?)\s*(\d+|next|last|a|an)?\s*(sec|second|min|minute|hour|day|week|fortnight|month|year)s?(\s+ago)?(?=\W|$)/,
        ([, sign, count = '1', unit = '', ago]) => {
          const amount = (count === 'last' ? -1 : Number(count) || 1) * (sign === '-' ? -1 : 1) * (ago ? -1 : 1);
          const seconds = UNITS[unit];
          if (seconds !== undefined) at += amount * seconds * 1000;
          else {
            const date = new Date(at);
            if (unit === 'month') date.setUTCMonth(date.getUTCMonth() + amount);
            else date.setUTCFullYear(date.getUTCFullYear() + amount);
            at = date.getTime();
          }
          dated = true;
          timed = true;
        },
      ) ||
      take(/^yesterday/, () => {
        at -= 86400000;
        timed = true;
      }) ||
      take(/^tomorrow/, () => {
        at += 86400000;
        timed = true;
      }) ||
      take(/^(now|today)/, () => {
        timed = true;
      }) ||
      take(/^(utc|gmt|z)(?=\W|$)/, () => {}) ||
      take(/^(\d{4})(?=\s|$)/, ([, y]) => {
        const date = new Date(at);
        date.setUTCFullYear(Number(y));
        at = date.getTime();
      }) ||
      take(/^(sun|mon|tue|wed|thu|fri|sat)[a-z]*,?/, ([, name]) => {
        if (dated) return;
        const wanted = DAYS.findIndex((full) => name !== undefined && full.toLowerCase().startsWith(name));
        at = Math.floor(at / 86400000) * 86400000 + ((wanted - new Date(at).getUTCDay() + 7) % 7) * 86400000;
        dated = true;
      });
    if (!done) return null;
  }
  if (!dated && !timed) return Math.floor(now / 86400000) * 86400000;
  return Number.isNaN(at) ? null : at;
}
