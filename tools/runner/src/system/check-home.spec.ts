import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSeeded } from '../seed/seeded';
import { checkHome } from './check-home';
import { type Home, homeOf, makeHome } from './home';
import { lockHome } from './lock-home';
import { identify } from './process-identity';
import { writeState } from './state';

describe('a damaged file of a home', () => {
  let home: Home;
  beforeEach(() => {
    home = homeOf({ PYAIRTABLE_HOME: mkdtempSync(join(tmpdir(), 'pyairtable-damaged-')) });
    makeHome(home);
  });
  afterEach(() => rmSync(home.folder, { recursive: true }));

  const DAMAGES = [
    '',
    '{',
    'null',
    '7',
    '"text"',
    '[{}]',
    '{"postgres":1,"runner":{"pid":"1"},"services":[]}',
    '\0\0\0\0',
  ];
  const FILES: [keyof Home, string][] = [
    ['secrets', 'put back a copy of it. Without one, move'],
    ['state', 'Delete it, once no process of PyAirtable runs on this folder.'],
    ['seeded', 'Delete it: sample bases that are there stay as they are, and deleted ones come back.'],
    ['operatorToken', 'Delete it: the next start makes another.'],
  ];

  it.each(FILES.flatMap(([file, advice]) => DAMAGES.map((damage) => [file, damage, advice] as const)))(
    '(%s, %j) is named in one line with what to do, and left as it is',
    (file, damage, advice) => {
      checkHome(home);
      writeFileSync(home[file], damage);
      expect(() => checkHome(home)).toThrow(advice);
      expect(() => checkHome(home)).toThrow(home[file]);
      expect(() => checkHome(home)).not.toThrow('\n');
      expect(readFileSync(home[file], 'utf8')).toBe(damage);
    },
  );

  it.each(['', '{', 'null', '{"pid":"1","startedAt":""}'])(
    '(the lock, %j) does not pass for free',
    (damage) => {
      writeFileSync(home.lock, damage);
      expect(() => lockHome(home)).toThrow(
        `${home.lock} is damaged. Delete it, once no process of PyAirtable runs that may hold it.`,
      );
      expect(readFileSync(home.lock, 'utf8')).toBe(damage);
      rmSync(home.lock);
      lockHome(home)();
    },
  );

  it('that cannot be read at all is named as well', () => {
    mkdirSync(home.secrets);
    expect(() => checkHome(home)).toThrow(`${home.secrets} cannot be read`);
  });

  it('is none that a system writes itself', () => {
    checkHome(home);
    writeSeeded(home, ['studio']);
    const service = { ...identify(process.pid), port: 1, url: 'http://127.0.0.1:1' };
    writeState(home, { url: '', runner: identify(process.pid), ready: false, services: { api: service } });
    expect(() => checkHome(home)).not.toThrow();
  });
});
