/** The end (exclusive) of a quoted text or an expansion that begins at `i`, or `i + 1` for a plain character. */
function skip(text: string, i: number): number {
  const c = text[i];
  if (c === '\\') return i + 2;
  if (c === "'" || c === '`') {
    const end = text.indexOf(c, i + 1);
    return end < 0 ? text.length : end + 1;
  }
  if (c === '"') {
    let j = i + 1;
    while (j < text.length && text[j] !== '"') j = text[j] === '\\' || text[j] === '$' ? Math.max(skip(text, j), j + 1) : j + 1;
    return j + 1;
  }
  if (c === '$' && (text[i + 1] === '{' || text[i + 1] === '(')) {
    const open = text[i + 1];
    const close = open === '{' ? '}' : ')';
    let depth = 0;
    let j = i + 1;
    while (j < text.length) {
      if (text[j] === open) depth++;
      else if (text[j] === close && --depth === 0) return j + 1;
      j = text[j] === open || text[j] === close ? j + 1 : Math.max(skip(text, j), j + 1);
    }
    return text.length;
  }
  return i + 1;
}

function sequence(body: string): string[] | null {
  const m = /^(-?\d+|[A-Za-z])\.\.(-?\d+|[A-Za-z])(?:\.\.(-?\d+))?$/.exec(body);
  if (!m) return null;
  const [, from = '', to = '', by] = m;
  const numeric = /\d/.test(from);
  if (numeric !== /\d/.test(to)) return null;
  const start = numeric ? Number(from) : from.charCodeAt(0);
  const end = numeric ? Number(to) : to.charCodeAt(0);
  const step = Math.abs(Number(by ?? 1)) || 1;
  if (Math.abs(end - start) / step > 1e6) return null;
  const width = numeric && /^-?0\d/.test(`${from} ${to}`.replace(/.* (-?0\d)/, '$1')) ? Math.max(from.length, to.length) : 0;
  const out: string[] = [];
  for (let n = start; start <= end ? n <= end : n >= end; n += start <= end ? step : -step) {
    if (!numeric) out.push(String.fromCharCode(n));
    else out.push(width ? (n < 0 ? `-${String(-n).padStart(width - 1, '0')}` : String(n).padStart(width, '0')) : String(n));
  }
  return out;
}

/** Brace expansion of a word's source text (quotes kept): `a{b,c}` gives `ab` and `ac`, `{1..3}` counts. */
export function expandBraces(text: string): string[] {
  for (let i = 0; i < text.length; i = skip(text, i)) {
    if (text[i] !== '{') continue;
    const commas: number[] = [];
    let depth = 0;
    let j = i;
    let end = -1;
    while (j < text.length) {
      const c = text[j];
      if (c === '{') depth++;
      else if (c === '}' && --depth === 0) {
        end = j;
        break;
      } else if (c === ',' && depth === 1) commas.push(j);
      j = c === '{' || c === '}' ? j + 1 : skip(text, j);
    }
    if (end < 0) continue;
    const inner =
      commas.length > 0
        ? [i, ...commas].flatMap((at, n) => expandBraces(text.slice(at + 1, commas[n] ?? end)))
        : sequence(text.slice(i + 1, end));
    if (!inner) continue;
    const before = text.slice(0, i);
    const after = expandBraces(text.slice(end + 1));
    return inner.flatMap((middle) => after.map((rest) => before + middle + rest));
  }
  return [text];
}
