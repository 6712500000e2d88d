import type { Op } from '@pyairtable/contracts';
import { baseOutbox, namesOf, waitingEdits } from './waiting-edits';

const BASE = 'appAAAAAAAAAAAAAA';
const OTHER_BASE = 'appBBBBBBBBBBBBBB';
const op = (id: string): Op => ({ id, kind: 'records.delete', tableId: 'tbl', recordIds: ['rec'] });

afterEach(() => localStorage.clear());

it('keeps what waits in the order it was made, per base, until it is answered', () => {
  const outbox = baseOutbox('usrMia', BASE);
  for (const id of ['b', 'a', 'c']) outbox.keep({ op: op(id) });
  baseOutbox('usrMia', OTHER_BASE).keep({ op: op('d') });
  expect(outbox.load().map(({ op: { id } }) => id)).toEqual(['b', 'a', 'c']);
  outbox.drop('a');
  outbox.drop('never kept');
  expect(baseOutbox('usrMia', BASE).load()).toEqual([{ op: op('b') }, { op: op('c') }]);
  outbox.keep({ op: op('less of b') }, 'b');
  outbox.drop('b');
  expect(outbox.load()).toEqual([{ op: op('less of b') }, { op: op('c') }]);
  expect(waitingEdits('usrMia').map(({ baseId }) => baseId)).toEqual([BASE, BASE, OTHER_BASE]);
});

it('answers what was made so long ago, where that is asked', () => {
  const outbox = baseOutbox('usrMia', BASE);
  const key = `pyairtable.waiting/usrMia/${BASE}/a`;
  localStorage.setItem(key, JSON.stringify({ at: Date.now() - 6_000, op: op('a') }));
  outbox.keep({ op: op('b') });
  expect([outbox.load(5_000), outbox.load().length]).toEqual([[{ op: op('a') }], 2]);
});

it('shows nobody what waits of somebody else', () => {
  baseOutbox('usrMia', BASE).keep({ op: op('a') });
  expect([baseOutbox('usrBen', BASE).load(), waitingEdits('usrMi')]).toEqual([[], []]);
});

it('passes over what is not ours', () => {
  localStorage.setItem('pyairtable.waiting/usrMia/elsewhere/x', '{"at":1,"op":{"id":"x"}}');
  localStorage.setItem(`pyairtable.waiting/usrMia/${BASE}/y`, 'not JSON');
  localStorage.setItem(`pyairtable.waiting/usrMia/${BASE}/z`, 'null');
  expect(waitingEdits('usrMia')).toEqual([]);
});

it('lets the page that made some take back all of them, or none where another sends one', () => {
  const [outbox, other] = [baseOutbox('usrMia', BASE), baseOutbox('usrMia', BASE)];
  for (const id of ['a', 'b', 'c', 'd']) outbox.keep({ op: op(id) });
  other.claim('b');
  expect([outbox.withdraw(['a', 'b']), other.isKept('b'), outbox.withdraw(['a', 'c'])]).toEqual([
    false,
    true,
    true,
  ]);
  other.claim('a');
  expect([other.isKept('a'), outbox.withdraw(['a', 'd'])]).toEqual([false, false]);
  other.drop('b');
  expect([outbox.withdraw(['b']), outbox.load()]).toEqual([false, [{ op: op('d') }]]);
  expect(Object.keys(localStorage).filter((key) => key.includes('claimed'))).toEqual([]);
});

/** Does something in another page when the storage is read or written for the time named, and answers whether it was. */
function meanwhile(time: number, act: () => void): () => boolean {
  let times = 0;
  const spies = (['getItem', 'setItem', 'removeItem'] as const).map((name) => {
    const plain = Storage.prototype[name] as (this: Storage, ...args: string[]) => unknown;
    return vi.spyOn(Storage.prototype, name).mockImplementation(function (this: Storage, ...args: string[]) {
      times += 1;
      if (times === time) act();
      return plain.apply(this, args) as never;
    });
  });
  return () => {
    for (const spy of spies) spy.mockRestore();
    return times >= time;
  };
}

it.each([true, false])(
  'never sends what was taken back, whatever comes between; while it is claimed: %s',
  (whileClaimed) => {
    for (let time = 1, happens = true; happens; time += 1) {
      localStorage.clear();
      const [outbox, other] = [baseOutbox('usrMia', BASE), baseOutbox('usrMia', BASE)];
      outbox.keep({ op: op('a') });
      let isWithdrawn: boolean | undefined;
      const withdraw = () => (isWithdrawn = outbox.withdraw(['a']));
      const claim = () => other.claim('a');
      const over = whileClaimed ? meanwhile(time, withdraw) : meanwhile(time, claim);
      if (whileClaimed) claim();
      else withdraw();
      happens = over();
      if (!happens) break;
      expect([time, isWithdrawn, other.isKept('a')]).toEqual([time, isWithdrawn, !isWithdrawn]);
    }
  },
);

it('keeps one that the storage took late in its place, and for every page to send', () => {
  const [outbox, other] = [baseOutbox('usrMia', BASE), baseOutbox('usrMia', BASE)];
  const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  outbox.keep({ op: op('a') });
  full.mockRestore();
  outbox.keep({ op: op('b') });
  outbox.keep({ op: op('a') }, 'a');
  expect(other.load()).toEqual([{ op: op('a') }, { op: op('b') }]);
  other.claim('a');
  expect(outbox.withdraw(['a'])).toBe(false);
});

it('goes on without a browser that keeps anything', () => {
  const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  const outbox = baseOutbox('usrMia', BASE);
  outbox.keep({ op: op('a') });
  expect(outbox.withdraw(['a'])).toBe(true);
  full.mockRestore();
  expect(waitingEdits('usrMia')).toEqual([]);
});

it('has the names of what an op has ids of until it is told of, also of one that takes its place', async () => {
  let names: Record<string, string> = { selA: 'green' };
  const outbox = baseOutbox('usrMia', BASE, () => names);
  outbox.keep({ op: op('a') });
  // The choice was taken out meanwhile.
  names = {};
  outbox.keep({ op: op('less of a') }, 'a');
  expect(waitingEdits('usrMia').map((edit) => edit.names)).toEqual([{ selA: 'green' }, { selA: 'green' }]);
  for (const id of ['a', 'less of a']) {
    outbox.drop(id);
    expect(namesOf(id)).toEqual({ selA: 'green' });
  }
  await Promise.resolve();
  expect(namesOf('less of a')).toEqual({});
});
