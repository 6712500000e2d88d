import type { Op } from '@pyairtable/contracts';
import * as ui from '@pyairtable/ui';
import { useSignedOut } from '@/auth/signed-out';
import { noteOpenBase } from './open-bases';
import { sendWaiting } from './send-waiting';
import { baseOutbox, waitingEdits } from './waiting-edits';

const BASE = 'appAAAAAAAAAAAAAA';
const OTHER_BASE = 'appBBBBBBBBBBBBBB';
const op = (id: string): Op => ({ id, kind: 'records.delete', tableId: 'tbl', recordIds: ['rec'] });

let sent: string[] = [];
/** Whose cookie the browser has. */
let person: string | null = 'usrMia';
/** A server that answers with the status of the op's id, 200 for those not named; 0 is no answer at all. */
function server(statuses: Record<string, number> = {}) {
  sent = [];
  vi.stubGlobal('fetch', (path: string, { method, body }: { method: string; body: string }) => {
    if (method === 'GET' && path.startsWith('/v1/bases/')) {
      const found = statuses[path.split('/')[3] ?? ''] ?? 200;
      sent.push(`${path} ${found}`);
      return Promise.resolve(Response.json({ error: { type: 'X', message: 'no base' } }, { status: found }));
    }
    if (path === '/v1/me')
      return Promise.resolve(
        person === null ? new Response(null, { status: 401 }) : Response.json({ id: person }),
      );
    const { id } = JSON.parse(body) as Op;
    const status = statuses[id] ?? 200;
    sent.push(`${path} ${id}`);
    if (status === 0) return Promise.reject(new TypeError('network'));
    return Promise.resolve(Response.json({ error: { type: 'X', message: 'no' } }, { status }));
  });
}
/** Says of an op that waits that it takes something back. */
function undoOf(id: string) {
  const takesBack = { kind: 'undo' as const, last: 1, op: op(id), before: [], under: [], taken: [] };
  baseOutbox('usrMia', BASE).keep({ op: op(id), takesBack }, id);
  return takesBack;
}
const waiting = () => waitingEdits('usrMia').map(({ op: { id } }) => id);

/** Each spec begins long after the one before it, and after other files: what is kept later never has an earlier time. */
let begin = Date.now();

beforeEach(() => {
  begin += 3_600_000;
  person = 'usrMia';
  vi.useFakeTimers({ now: begin, toFake: ['Date'] });
  for (const id of ['a', 'b', 'c']) baseOutbox('usrMia', BASE).keep({ op: op(id) });
  baseOutbox('usrMia', OTHER_BASE).keep({ op: op('d') });
  baseOutbox('usrBen', BASE).keep({ op: op('of another') });
  vi.setSystemTime(begin + 60_000);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  localStorage.clear();
  useSignedOut.setState({ signedOut: false });
});

it('sends in order, under the same ids, and nothing of anybody else', async () => {
  server();
  await sendWaiting('usrMia');
  expect(sent).toEqual([
    `/v1/bases/${BASE}/ops a`,
    `/v1/bases/${BASE}/ops b`,
    `/v1/bases/${BASE}/ops c`,
    `/v1/bases/${OTHER_BASE}/ops d`,
  ]);
  expect(waiting()).toEqual([]);
});

it('drops what is refused and goes on', async () => {
  server({ b: 422 });
  await sendWaiting('usrMia');
  expect([sent.length, waiting()]).toEqual([4, []]);
});

it('says what was refused as a page of the base does, with its text to copy', async () => {
  const toast = vi.spyOn(ui, 'showToast').mockReturnValue('');
  const records = [{ id: 'rec', cells: { fld: 'typed and refused' } }];
  vi.setSystemTime(begin);
  baseOutbox('usrMia', BASE).keep({ op: { id: 'e', kind: 'records.update', tableId: 'tbl', records } });
  vi.setSystemTime(begin + 60_000);
  server({ e: 422 });
  await sendWaiting('usrMia');
  expect(toast.mock.calls).toMatchObject([
    [
      {
        title: 'A change was not saved',
        description: '“typed and refused”: no',
        action: { label: 'Copy text' },
      },
    ],
  ]);
  toast.mockRestore();
});

it.each([
  ['the network is away', 0, ['b', 'c', 'd'], 2],
  ['nobody is signed in', 401, ['b', 'c', 'd'], 2],
  ['the server fails: the base’s later ones must not overtake it', 503, ['b', 'c'], 3],
])('keeps it while %s', async (_, status, kept, asked) => {
  server({ b: status });
  await sendWaiting('usrMia');
  expect([waiting(), sent.length, useSignedOut.getState().signedOut]).toEqual([kept, asked, status === 401]);
});

it.each(['usrOlga', null])('sends nothing in the name of %s, who is signed in instead', async (instead) => {
  server();
  person = instead;
  await sendWaiting('usrMia');
  expect([sent, waiting(), useSignedOut.getState().signedOut]).toEqual([[], ['a', 'b', 'c', 'd'], true]);
  useSignedOut.setState({ signedOut: false });
  person = 'usrMia';
  await sendWaiting('usrMia');
  expect(waiting()).toEqual([]);
});

it('stops where somebody else signs in on another page', async () => {
  server();
  const answer = fetch;
  vi.stubGlobal('fetch', (path: string, init: { body: string }) => {
    if (path.endsWith('/ops')) person = 'usrOlga';
    return answer(path, init as RequestInit);
  });
  await sendWaiting('usrMia');
  expect([sent.length, waiting()]).toEqual([1, ['b', 'c', 'd']]);
});

it('sends nothing that was taken back meanwhile, and says of what it sends that it does', async () => {
  server();
  const answer = fetch;
  const outbox = baseOutbox('usrMia', BASE);
  const withdrawn: boolean[] = [];
  vi.stubGlobal('fetch', (path: string, init: { body: string }) => {
    if (path.endsWith('/ops')) withdrawn.push(outbox.withdraw(['a']), outbox.withdraw(['b']));
    return answer(path, init as RequestInit);
  });
  await sendWaiting('usrMia');
  expect(sent.map((line) => line.at(-1))).toEqual(['a', 'c', 'd']);
  expect(withdrawn.slice(0, 2)).toEqual([false, true]);
});

it('sends nothing that was taken back by a page that could not see its claim yet', async () => {
  server();
  const answer = fetch;
  vi.stubGlobal('fetch', (path: string, init: { body: string }) => {
    // Between its claim and its sending.
    if (path === '/v1/me') {
      for (const key of Object.keys(localStorage))
        if (key.startsWith('pyairtable.claimed/')) localStorage.removeItem(key);
      baseOutbox('usrMia', BASE).withdraw(['b']);
    }
    return answer(path, init as RequestInit);
  });
  await sendWaiting('usrMia');
  expect([sent.map((line) => line.at(-1)), waiting()]).toEqual([['a', 'c', 'd'], []]);
});

it('leaves alone what an open page sends itself, and what was made just now', async () => {
  server();
  const left = noteOpenBase(BASE);
  baseOutbox('usrMia', OTHER_BASE).keep({ op: op('young') });
  await sendWaiting('usrMia');
  expect([sent.length, waiting()]).toEqual([1, ['a', 'b', 'c', 'young']]);
  left();
  await sendWaiting('usrMia');
  expect(waiting()).toEqual(['young']);
});

it('leaves what takes something back to the page of its base, and what waits behind it', async () => {
  server();
  const takesBack = undoOf('b');
  await sendWaiting('usrMia');
  expect([sent, waiting()]).toEqual([
    [`/v1/bases/${BASE}/ops a`, `/v1/bases/${BASE} 200`, `/v1/bases/${OTHER_BASE}/ops d`],
    ['b', 'c'],
  ]);
  expect(baseOutbox('usrMia', BASE).load()[0]).toEqual({ op: op('b'), takesBack });
});

it('leaves a link to a record that is made for it, and that record, to the page of their base', async () => {
  server();
  const made = { last: 1, op: op('b'), before: [], under: [], taken: [] };
  const outbox = baseOutbox('usrMia', BASE);
  outbox.keep({ op: op('b'), made: [] }, 'b');
  outbox.keep({ op: op('c'), made: [made] }, 'c');
  await sendWaiting('usrMia');
  expect(waiting()).toEqual(['b', 'c']);
  expect(outbox.load()).toEqual([
    { op: op('b'), made: [] },
    { op: op('c'), made: [made] },
  ]);
});

it.each([403, 404])(
  'lets go, with a word of each, of what waits for a base that answers %s',
  async (status) => {
    const toast = vi.spyOn(ui, 'showToast').mockReturnValue('');
    server({ [BASE]: status });
    undoOf('b');
    const records = [{ id: 'rec', cells: { fld: 'typed behind' } }];
    vi.setSystemTime(begin);
    baseOutbox('usrMia', BASE).keep({ op: { id: 'e', kind: 'records.update', tableId: 'tbl', records } });
    vi.setSystemTime(begin + 60_000);
    await sendWaiting('usrMia');
    expect([sent, waiting()]).toEqual([
      [`/v1/bases/${BASE}/ops a`, `/v1/bases/${BASE} ${status}`, `/v1/bases/${OTHER_BASE}/ops d`],
      [],
    ]);
    const refused = { title: 'A change was not saved', description: 'no base' };
    expect(toast.mock.calls).toMatchObject([
      [refused],
      [refused],
      [{ ...refused, description: '“typed behind”: no base', action: { label: 'Copy text' } }],
    ]);
    toast.mockRestore();
  },
);

it.each([
  ['the base is there', 'usrMia', 200],
  ['the server fails', 'usrMia', 503],
  ['the base is closed to somebody else, who is signed in instead', 'usrOlga', 404],
])('keeps it while %s', async (_, who, status) => {
  server({ [BASE]: status });
  undoOf('a');
  person = who;
  await sendWaiting('usrMia');
  expect(waiting()).toEqual(who === 'usrMia' ? ['a', 'b', 'c'] : ['a', 'b', 'c', 'd']);
});

it('asks for a base that is there once in a while', async () => {
  server();
  undoOf('a');
  for (let look = 0; look < 3; look += 1) await sendWaiting('usrMia');
  expect(sent.filter((line) => line.endsWith(' 200'))).toHaveLength(1);
  vi.setSystemTime(begin + 90_000);
  await sendWaiting('usrMia');
  expect(sent.filter((line) => line.endsWith(' 200'))).toHaveLength(2);
});
