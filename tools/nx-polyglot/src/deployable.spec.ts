import { deployableTargets } from './deployable.ts';
import type { Service } from './services.ts';

const SERVICE: Service = {
  name: 'api',
  folder: 'apps/api',
  language: 'typescript',
  port: 8102,
  health: '/healthz',
  stage: 2,
  dependsOn: ['auth'],
  env: [{ key: 'PORT', required: true }],
  routes: [],
};

describe('deployableTargets', () => {
  it('serves for ever once every dependency is served and ready', () => {
    const { serve } = deployableTargets(SERVICE, 'node main.mjs', { dependsOn: ['build'] });
    expect(serve).toMatchObject({
      continuous: true,
      cache: false,
      options: { command: 'node ../../tools/runner/src/main.ts exec api -- node main.mjs', cwd: 'apps/api' },
      dependsOn: [
        'port',
        'build',
        { projects: ['auth'], target: 'serve' },
        { projects: ['auth'], target: 'ready' },
      ],
    });
  });

  it('looks first whether the port of services.yaml is free', () => {
    const { port } = deployableTargets(SERVICE, 'node main.mjs');
    expect(port).toMatchObject({
      cache: false,
      options: { command: 'node tools/runner/src/main.ts port api' },
    });
  });

  it('is ready once the health route on the port of services.yaml answers', () => {
    const { ready } = deployableTargets(SERVICE, 'node main.mjs');
    expect(ready).toMatchObject({ cache: false, dependsOn: ['serve'] });
    expect(ready?.options).toMatchObject({
      command: 'node tools/wait-for.mjs http://127.0.0.1:8102/healthz',
    });
    expect(ready).not.toHaveProperty('continuous');
  });

  it('waits for PostgreSQL where the service has a database', () => {
    const env = [{ key: 'DATABASE_URL', required: true }];
    expect(deployableTargets({ ...SERVICE, env, dependsOn: [] }, 'x')['serve']?.dependsOn).toEqual([
      'port',
      { projects: ['postgres'], target: 'serve' },
      { projects: ['postgres'], target: 'ready' },
    ]);
  });
});
