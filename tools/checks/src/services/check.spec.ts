import { wrongCopy } from '../testing/wrong-copy.ts';
import { serviceProblems } from './check.ts';

describe('services.yaml against the code', () => {
  const copy = wrongCopy();
  const faults = (change: () => void) => copy.newFaults(serviceProblems, change);
  const about = (...lines: string[]) => expect.arrayContaining(lines.map((line) => `services.yaml: ${line}`));

  it('finds a port that stands twice', () => {
    expect(faults(() => copy.edit('services.yaml', 'port: 8102', 'port: 8101'))).toEqual(
      about('the port 8101 stands twice'),
    );
  });

  it('finds a folder that does not exist', () => {
    expect(
      faults(() => copy.edit('services.yaml', 'folder: go-services/auth', 'folder: go-services/gone')),
    ).toEqual(about('auth: go-services/gone has no go.mod, as a go service must'));
  });

  it('finds a language that is not that of the folder', () => {
    expect(
      faults(() => copy.edit('services.yaml', /(folder: apps\/api\n\s+language:) typescript/, '$1 python')),
    ).toEqual(about('api: apps/api has no pyproject.toml, as a python service must'));
  });

  it('finds a program that is not listed', () => {
    const change = () => copy.write('go-services/stray/cmd/stray/main.go', 'package main\n');
    expect(faults(change)).toEqual(about('go-services/stray runs but is not listed'));
  });

  it('finds a dependency that is no service', () => {
    expect(
      faults(() => copy.edit('services.yaml', 'dependsOn: [auth]', 'dependsOn: [auth, nobody]')),
    ).toEqual(about('api: depends on nobody, which is no service'));
  });

  it('finds a service that starts before what it depends on', () => {
    expect(faults(() => copy.edit('services.yaml', 'stage: 2', 'stage: 1'))).toEqual(
      about('api: stage 1 is not after stage 1 of auth, on which it depends'),
    );
  });

  it('finds an address that is read without a dependency', () => {
    expect(faults(() => copy.edit('services.yaml', 'dependsOn: [auth]', 'dependsOn: []'))).toEqual(
      about('api: reads AUTH_URL but does not depend on auth'),
    );
  });

  it('finds a README and a Dockerfile with another port', () => {
    const change = () => {
      copy.write('go-services/auth/README.md', '# auth\n\nPort 9999.\n');
      copy.write('go-services/auth/Dockerfile', 'FROM scratch\nEXPOSE 9999\n');
    };
    expect(faults(change)).toEqual(
      about(
        'auth: its README.md does not name its port 8101',
        'auth: its Dockerfile exposes 9999, not 8101',
        'auth: its Dockerfile does not name its health path /healthz',
      ),
    );
  });

  it('finds a service that no image can be built of', () => {
    expect(faults(() => copy.delete('apps/api/Dockerfile'))).toEqual(
      about('api: apps/api has no Dockerfile'),
    );
  });

  it('finds a health path that no code answers', () => {
    expect(faults(() => copy.edit('services.yaml', 'health: /healthz', 'health: /alive'))).toEqual(
      about('auth: no code answers its health path /alive'),
    );
  });

  it.each([
    ['api', /,\s*'SQL_COUNT_HEADER\?'/, 'SQL_COUNT_HEADER'],
    ['auth', /,\s*OPERATOR_TOKEN_SHA256/, 'OPERATOR_TOKEN_SHA256'],
    ['mcp-server', /,\s*'PYAIRTABLE_TOKEN\?'/, 'PYAIRTABLE_TOKEN'],
  ])('finds a key that %s reads but its env does not list', (service, listed, key) => {
    expect(faults(() => copy.edit('services.yaml', listed, ''))).toEqual(
      about(`${service}: reads ${key}, which its env does not list`),
    );
  });

  it('finds a key in env that no code reads', () => {
    expect(
      faults(() => copy.edit('services.yaml', 'OPERATOR_TOKEN_SHA256', 'OPERATOR_TOKEN_SHA256, LEFT_OVER')),
    ).toEqual(about('auth: its env lists LEFT_OVER, which no code reads'));
  });

  it('finds that the generated page is out of date', () => {
    expect(faults(() => copy.edit('services.yaml', 'port: 8105', 'port: 8115'))).toEqual(
      about('docs/reference/services.md is out of date: npx node tools/checks/src/main.ts --write'),
    );
  });

  it.each([
    ['port: 8101', 'port: eighty', 'services[0].port must be a whole number from 1024 to 65535'],
    [
      'cors: true',
      'cors: true, server_timng: true',
      'services[1].routes[0].server_timng is no key; there are',
    ],
  ])('finds %j changed to %j with its place', (from, to, fault) => {
    expect(faults(() => copy.edit('services.yaml', from, to))).toEqual([
      expect.stringContaining(`services.yaml: ${fault}`),
    ]);
  });
});
