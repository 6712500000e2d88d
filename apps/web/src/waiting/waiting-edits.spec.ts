import type { Op } from '@pyairtable/contracts';
import { baseOutbox, waitingEdits } from './waiting-edits';

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

it('tells the page that made one whether another sends it', () => {
  const [outbox, other] = [baseOutbox('usrMia', BASE), baseOutbox('usrMia', BASE)];
  outbox.keep({ op: op('a') });
  outbox.keep({ op: op('b') });
  expect([outbox.isClaimed('a'), other.claim('a'), outbox.isClaimed('a')]).toEqual([false, true, true]);
  expect([other.load(), waitingEdits('usrMia').map(({ isClaimed }) => isClaimed)]).toEqual([
    [{ op: op('a') }, { op: op('b') }],
    [true, false],
  ]);
  other.drop('a');
  outbox.drop('b');
  expect([outbox.isClaimed('a'), other.claim('a'), other.claim('b')]).toEqual([true, false, false]);
});

it('goes on without a browser that keeps anything', () => {
  const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  const outbox = baseOutbox('usrMia', BASE);
  outbox.keep({ op: op('a') });
  expect(outbox.isClaimed('a')).toBe(false);
  full.mockRestore();
  expect(waitingEdits('usrMia')).toEqual([]);
});
