/** What Go's encoding/json says about a text that is not JSON: `invalid character 'z' looking for beginning of value`. */
export function goSyntaxError(text: string): string {
  const at = text.search(/\S/);
  if (at < 0) return 'EOF';
  const first = text[at] ?? '';
  if (first === '{') {
    const rest = text.slice(at + 1);
    const key = rest[rest.search(/\S/)];
    if (key !== undefined && key !== '"' && key !== '}') return `invalid character '${key}' looking for beginning of object key string`;
    return 'unexpected end of JSON input';
  }
  return /[[\]"\d-]/.test(first) ? 'unexpected end of JSON input' : `invalid character '${first}' looking for beginning of value`;
}
