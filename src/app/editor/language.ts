/** Monaco's name for the language of a file, by its name and, where that says nothing, its first line. */
export function languageOf(path: string, text: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^(?:docker|container)file(?:\..*)?$/i.test(name) || /\.dockerfile$/i.test(name)) return 'dockerfile';
  if (/\.(?:ya?ml)$/i.test(name)) return 'yaml';
  if (/\.json$/i.test(name)) return 'json';
  if (/\.(?:sh|bash|profile)$/i.test(name) || /^\.?(?:bash_?(?:rc|profile|logout|aliases)|bash\.bashrc|profile|ashrc)$/.test(name))
    return 'shell';
  if (/\.(?:ini|cnf|cfg|properties|service|toml)$/i.test(name)) return 'ini';
  if (/\.conf$/i.test(name)) return /[{;]\s*$/m.test(text) ? 'nginx' : 'ini';
  if (/\.py$/i.test(name)) return 'python';
  if (/\.html?$/i.test(name)) return 'html';
  if (/\.md$/i.test(name)) return 'markdown';
  if (/^#!.*\b(?:ba|da|a)?sh\b/.test(text)) return 'shell';
  if (/^#!.*\bpython/.test(text)) return 'python';
  if (/^(?:#.*\n|\s*\n)*FROM\s+\S+/i.test(text)) return 'dockerfile';
  return 'plaintext';
}
