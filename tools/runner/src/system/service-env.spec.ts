import type { Service } from '@pyairtable/nx-polyglot/services';
import { serviceEnv, type SystemFacts } from './service-env';

const service = (env: Service['env']): Service => ({
  name: 'api',
  folder: 'apps/api',
  language: 'typescript',
  port: 8102,
  health: '/healthz',
  stage: 1,
  dependsOn: [],
  env,
  routes: [],
});
const required = (...keys: string[]) => keys.map((key) => ({ key, required: true }));
const facts: SystemFacts = {
  urls: new Map([
    ['api', 'http://127.0.0.1:8102'],
    ['mcp-server', 'http://127.0.0.1:9105'],
  ]),
  publicUrl: 'http://127.0.0.1:8080',
  databaseUrlOf: (name) => (name === 'api' ? 'postgresql://own' : undefined),
  operatorTokenSha256: 'ab',
  nextAuthSecret: 'secret',
  servicesFile: '/services.yaml',
};

describe('the environment of a service', () => {
  it('holds the keys that services.yaml lists and no other of the system', () => {
    const env = serviceEnv(service(required('HOST', 'PORT', 'DATABASE_URL', 'MCP_SERVER_URL')), facts, {});
    expect(env).toEqual({
      HOST: '127.0.0.1',
      PORT: '8102',
      DATABASE_URL: 'postgresql://own',
      MCP_SERVER_URL: 'http://127.0.0.1:9105',
    });
  });

  it('takes what the system does not know from the outer environment', () => {
    const env = serviceEnv(service([{ key: 'LOG_LEVEL', required: false }]), facts, {
      LOG_LEVEL: 'debug',
      OTHER: 'x',
    });
    expect(env).toEqual({ LOG_LEVEL: 'debug' });
  });

  it("never takes the owner's database address for the service's own", () => {
    const other = { ...service(required('DATABASE_URL')), name: 'mcp-server' };
    expect(() => serviceEnv(other, facts, { DATABASE_URL: 'postgresql://owner' })).toThrow(
      'mcp-server needs DATABASE_URL',
    );
  });

  it('refuses a required key that nothing sets', () => {
    expect(() => serviceEnv(service(required('SMTP_URL')), facts, {})).toThrow('api needs SMTP_URL');
  });
});
