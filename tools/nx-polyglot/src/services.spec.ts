import { parseServices } from './services.ts';

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
    ['dependsOn: []', 'dependsOn: auth', 'services[0].dependsOn must be a list of texts'],
    ["'LOG_LEVEL?'", 'logLevel', 'services[0].env must be a list of KEY or KEY?'],
    ['credential: required', 'credential: maybe', 'services[0].routes must be mappings with credential'],
    ['prefix: /v1/me', 'prefix: v1', 'services[0].routes must be mappings with a prefix'],
  ])('refuses %s changed to %s with its place', (from, to, message) => {
    expect(() => parseServices(ENTRY.replace(from, to))).toThrow(message);
  });

  it('refuses a file without a list', () => {
    expect(() => parseServices('services: {}')).toThrow('needs a list "services"');
    expect(() => parseServices('')).toThrow('needs a list "services"');
  });
});
