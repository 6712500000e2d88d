/** What a go.mod says, as far as the workspace asks. */
export interface GoModule {
  /** Module path; empty when the file names none. */
  path: string;
  goVersion: string;
  /** Directly required modules and their versions; `// indirect` ones are left out. */
  requires: { path: string; version: string }[];
  /** Replacements by a folder, relative to the module. */
  replaces: { path: string; folder: string }[];
  /** A comment `// nx: contracts` by itself: code or tests read libs/contracts. */
  readsContracts: boolean;
  /** A comment `// nx: services` by itself: code or tests read services.yaml. */
  readsServices: boolean;
  /** A comment `// nx: postgres` by itself: tests make databases on a PostgreSQL of their own. */
  usesPostgres: boolean;
}

/** Parses the text of a go.mod; unknown directives are passed over. */
export function parseGoModule(text: string): GoModule {
  const says = (what: string) => new RegExp(`^\\s*//\\s*nx:\\s*${what}\\s*$`, 'm').test(text);
  const module: GoModule = {
    path: '',
    goVersion: '',
    requires: [],
    replaces: [],
    readsContracts: says('contracts'),
    readsServices: says('services'),
    usesPostgres: says('postgres'),
  };
  let block = '';
  for (const raw of text.split('\n')) {
    const indirect = /\/\/\s*indirect\b/.test(raw);
    const words = raw
      .replace(/\/\/.*$/, '')
      .trim()
      .split(/\s+/)
      .filter(Boolean);
    if (words.length === 0) continue;
    if (block && words[0] === ')') {
      block = '';
      continue;
    }
    if (!block && words[1] === '(') {
      block = words[0] ?? '';
      continue;
    }
    const [directive, ...rest] = block ? [block, ...words] : words;
    const [first = '', second = ''] = rest.map((word) => word.replace(/^"|"$/g, ''));
    if (directive === 'module') module.path = first;
    if (directive === 'go') module.goVersion = first;
    if (directive === 'require' && !indirect) module.requires.push({ path: first, version: second });
    if (directive === 'replace') {
      const folder = rest[rest.indexOf('=>') + 1] ?? '';
      if (folder.startsWith('.')) module.replaces.push({ path: first, folder });
    }
  }
  return module;
}

/** The import paths of a Go file, in order; comments and strings elsewhere in the file do not count. */
export function goImports(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  // Imports stand before the first other declaration, so what follows need not be read.
  const head = code.split(/^(?:func|type|var|const)\b/m, 1)[0] ?? '';
  const spec = /^\s*(?:[\w.]+\s+)?["`]([^"`\n]+)["`]/;
  return [
    ...[...head.matchAll(/^import\s*\(([\s\S]*?)^\s*\)/gm)].flatMap(([, block]) => (block ?? '').split('\n')),
    ...[...head.matchAll(/^import\s+([^(\n].*)$/gm)].map(([, line]) => line ?? ''),
  ].flatMap((line) => spec.exec(line)?.[1] ?? []);
}
