import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseServices, SERVICES_SCHEMA } from './services.ts';

const ENTRY = `services:
  - name: auth
    folder: go-services/auth
    language: go
    port: 8101
    health: /healthz
    stage: 1
    dependsOn: []
    env: [HOST, 'LOG_LEVEL?']
    routes:
      - { prefix: /v1/me, credential: required, timeout_ms: 30000 }
`;

describe('parseServices', () => {
  it('reads an entry and tells required from optional keys', () => {
    expect(parseServices(ENTRY)).toEqual([
      {
        name: 'auth',
        folder: 'go-services/auth',
        language: 'go',
        port: 8101,
        health: '/healthz',
        stage: 1,
        dependsOn: [],
        env: [
          { key: 'HOST', required: true },
          { key: 'LOG_LEVEL', required: false },
        ],
        routes: [{ prefix: '/v1/me', credential: 'required', timeout_ms: 30000 }],
      },
    ]);
  });

  it.each([
    ['name: auth', 'name: Auth!', 'services[0].name must be a kebab-case name'],
    ['folder: go-services/auth', 'folder: ../auth', 'services[0].folder must be a project folder'],
    ['language: go', 'language: rust', 'services[0].language must be typescript | go | python'],
    ['port: 8101', 'port: 80', 'services[0].port must be a whole number from 1024 to 65535'],
    ['health: /healthz', 'health: healthz', 'services[0].health must be a path'],
    ['stage: 1', 'stage: 0', 'services[0].stage must be a whole number from 1 to 99'],
    ['    stage: 1\n', '', 'services[0].stage must be a whole number from 1 to 99'],
    ['dependsOn: []', 'dependsOn: auth', 'services[0].dependsOn must be a list of names of services'],
    ["'LOG_LEVEL?'", 'logLevel', 'services[0].env[1] must be KEY or KEY?'],
    [
      'credential: required',
      'credential: maybe',
      'services[0].routes[0].credential must be optional | required | forward | none',
    ],
    ['prefix: /v1/me', 'prefix: v1', 'services[0].routes[0].prefix must be a path'],
    ['timeout_ms: 30000', 'timeout_ms: soon', 'services[0].routes[0].timeout_ms must be milliseconds'],
    ['timeout_ms: 30000', 'cors: yes please', 'services[0].routes[0].cors must be true or false'],
    ['timeout_ms: 30000', 'server_timng: true', 'services[0].routes[0].server_timng is no key'],
    ['    stage: 1\n', '    stage: 1\n    replicas: 2\n', 'services[0].replicas is no key'],
    ['services:', 'defaults: {}\nservices:', 'defaults is no key; there are services'],
  ])('refuses %j changed to %j with its place', (from, to, message) => {
    const changed = ENTRY.replace(from, to);
    expect(changed).not.toBe(ENTRY);
    expect(() => parseServices(changed)).toThrow(`services.yaml: ${message}`);
  });

  it('names every fault of the file at once', () => {
    expect(() =>
      parseServices(ENTRY.replace('port: 8101', 'port: 80').replace('stage: 1', 'stage: 0')),
    ).toThrow(/port must be[^]*stage must be/);
  });

  it('refuses a file without a list', () => {
    expect(() => parseServices('services: {}')).toThrow('services must be a list of services');
    expect(() => parseServices('')).toThrow('the file must be a mapping with a list of services');
  });

  it('understands every keyword of the schema, so that none is passed over', () => {
    const known = new Set(
      '$schema title description type enum pattern minimum maximum items properties required additionalProperties'.split(
        ' ',
      ),
    );
    const keywords = (shape: Record<string, unknown>): string[] => [
      ...Object.keys(shape),
      ...(shape['items'] ? keywords(shape['items'] as Record<string, unknown>) : []),
      ...Object.values((shape['properties'] ?? {}) as Record<string, Record<string, unknown>>).flatMap(
        (inner) => {
          expect(inner['properties'] ? inner['additionalProperties'] : false).toBe(false);
          return keywords(inner);
        },
      ),
    ];
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../..', SERVICES_SCHEMA), 'utf8'));
    expect(keywords(schema).filter((keyword) => !known.has(keyword))).toEqual([]);
  });
});
