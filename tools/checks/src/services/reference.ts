import type { Route, Service } from '@pyairtable/nx-polyglot/services';

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
    'Generated from `services.yaml` by `node tools/checks/src/main.ts --write`. Do not edit.',
    '',
    '| Service | Language | Folder | Port | Health | Stage | Depends on |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    '## Public routes at the gateway',
    '',
    'The longest prefix wins.',
    '',
    '| Prefix | Service | Credential | Time limit | Largest body |',
    '| --- | --- | --- | --- | --- |',
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

function routeRow(name: string, { prefix, credential, timeout_ms, body_bytes }: Route): string {
  const time = timeout_ms === undefined ? 'default' : timeout_ms === 0 ? 'none' : `${timeout_ms / 1000} s`;
  const size = body_bytes === undefined ? 'default' : `${body_bytes / 1_048_576} MiB`;
  return `| \`${prefix}\` | ${name} | ${credential} | ${time} | ${size} |`;
}

function keys(env: Service['env'], required: boolean): string {
  const found = env.filter((one) => one.required === required).map(({ key }) => `\`${key}\``);
  return found.join(' ') || '–';
}
