import type { Service } from '@pyairtable/nx-polyglot/services';
import { readText } from '../files.ts';
import { sourcesOf } from './mentions.ts';

/** Keys that belong to the platform or to tests, not to a service's settings. */
const OUTSIDE = /^(NODE_ENV|NEXT_RUNTIME|NEXT_PHASE|CI|TZ|TEST_\w+)$/;
/** What the kits read for every service that asks them for its address and log level. */
const KIT_KEYS = ['HOST', 'PORT', 'LOG_LEVEL'];
/** What Next's own server and NextAuth read without our code naming it. */
const NEXT_KEYS = ['HOSTNAME', 'PORT', 'NEXTAUTH_URL', 'NEXTAUTH_SECRET'];

const KEY = '([A-Z][A-Z0-9_]*)';
const READS = {
  typescript: [new RegExp(`\\benv\\.${KEY}\\b`, 'g'), new RegExp(`\\benv\\[['"]${KEY}['"]\\]`, 'g')],
  go: [
    new RegExp(`\\.(?:Text|TextOr|Secret|SHA256|Int|URL)\\("${KEY}"`, 'g'),
    new RegExp(`\\bos\\.(?:Getenv|LookupEnv)\\("${KEY}"`, 'g'),
  ],
  python: [
    new RegExp(`\\.(?:text|secret|whole|url)\\(\\s*"${KEY}"`, 'g'),
    new RegExp(`\\benviron(?:\\.get\\(|\\[)"${KEY}"`, 'g'),
  ],
} as const;
const KIT_READS = { typescript: /\bServerConfig\b/, go: /\.Address\(/, python: /\.address\(\)/ } as const;

/** Keys that a service's code reads but services.yaml does not list for it, and listed ones that no code reads. */
export function envKeyProblems(root: string, services: Service[]): string[] {
  return services.flatMap((service) => {
    const sources = sourcesOf(root, service.folder).map(({ text }) => text);
    if (sources.length === 0) return [];
    const read = keysRead(service.language, sources);
    const isNext = readText(root, `${service.folder}/next.config.mjs`) !== undefined;
    const listed = new Set(service.env.map(({ key }) => key));
    // "_URL" in code composes the address keys of other services, as the gateway does for all of its upstreams.
    const composes = sources.some((text) => /["'`]_URL["'`]|\}_URL`/.test(text));
    const isRead = (key: string) =>
      read.has(key) ||
      (isNext && NEXT_KEYS.includes(key)) ||
      (composes && services.some(({ name }) => key === `${name.toUpperCase().replaceAll('-', '_')}_URL`)) ||
      sources.some((text) => new RegExp(`["'\`]${key}["'\`]`).test(text));
    return [
      ...[...read]
        .filter((key) => !listed.has(key))
        .map((key) => `${service.name}: reads ${key}, which its env does not list`),
      ...[...listed]
        .filter((key) => !isRead(key))
        .map((key) => `${service.name}: its env lists ${key}, which no code reads`),
    ].sort();
  });
}

function keysRead(language: Service['language'], sources: string[]): Set<string> {
  const keys = new Set<string>();
  for (const text of sources) {
    for (const pattern of READS[language]) for (const [, key] of text.matchAll(pattern)) keys.add(key ?? '');
    // A TypeBox schema of settings: upper-case keys in a file that hands it to readConfig.
    if (language === 'typescript' && text.includes('readConfig('))
      for (const [, key] of text.matchAll(/[{,]\s*([A-Z][A-Z0-9_]*): /g)) keys.add(key ?? '');
    if (KIT_READS[language].test(text)) for (const key of KIT_KEYS) keys.add(key);
  }
  return new Set([...keys].filter((key) => !OUTSIDE.test(key)));
}
