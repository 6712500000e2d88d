import { ROUTE_KEYS, type Route, type Service } from '@pyairtable/nx-polyglot/services';

export const REFERENCE_FILE = 'docs/reference/services.md';

/** The page docs/reference/services.md, generated from services.yaml. */
export function servicesReference(services: Service[]): string {
  const rows = services.map(
    ({ name, folder, language, port, health, stage, dependsOn }) =>
      `| \`${name}\` | ${language} | \`${folder}\` | ${port} | \`${health}\` | ${stage} | ${dependsOn.join(', ') || '–'} |`,
  );
  return `${[
    '# Services',
    '',
    'Generated from `services.yaml` by `npx node tools/checks/src/main.ts --write`. Do not edit.',
    '',
    '| Service | Language | Folder | Port | Health | Stage | Depends on |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    '## Public routes at the gateway',
    '',
    'The longest prefix wins. What a key means stands in `services.schema.json`.',
    '',
    row(['Service', ...ROUTE_KEYS.map(({ title }) => title)]),
    row(['---', ...ROUTE_KEYS.map(() => '---')]),
    ...services
      .flatMap(({ name, routes }) => routes.map((route) => ({ name, route })))
      .sort((a, b) => (a.route.prefix < b.route.prefix ? -1 : 1))
      .map(({ name, route }) => routeRow(name, route)),
    '',
    '## Settings',
    '',
    '| Service | Required | Optional |',
    '| --- | --- | --- |',
    ...services.map(({ name, env }) => `| \`${name}\` | ${keys(env, true)} | ${keys(env, false)} |`),
  ].join('\n')}\n`;
}

function routeRow(service: string, route: Route): string {
  return row([service, ...ROUTE_KEYS.map(({ key }) => cell(key, route[key]))]);
}

const row = (cells: string[]) => `| ${cells.join(' | ')} |`;

/** A route's value as a person reads it: times in seconds, sizes in MiB; an absent one is the gateway's default. */
function cell(key: keyof Route, value: Route[keyof Route]): string {
  if (value === undefined) return '–';
  if (key === 'prefix') return `\`${value}\``;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (key.endsWith('_ms')) return value === 0 ? 'none' : `${Number(value) / 1000} s`;
  return key.endsWith('_bytes') ? `${Number(value) / 1_048_576} MiB` : String(value);
}

function keys(env: Service['env'], required: boolean): string {
  const found = env.filter((one) => one.required === required).map(({ key }) => `\`${key}\``);
  return found.join(' ') || '–';
}
