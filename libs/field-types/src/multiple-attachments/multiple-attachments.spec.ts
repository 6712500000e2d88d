import { attachmentsOf, type RawCell } from '@pyairtable/contracts';
import { context } from '../testing/samples';
import { cellCopy } from './cell-copy';
import { keepAttachments } from './keep-attachments';
import { multipleAttachments } from './multiple-attachments';

const options = { isReversed: false };
const stored: RawCell = [
  {
    id: 'attPlan0000000001',
    url: 'https://ex.org/1',
    filename: 'plan.pdf',
    size: 7,
    type: 'application/pdf',
  },
  { id: 'attNote0000000001', url: 'https://ex.org/2', filename: 'notes.txt' },
];

function given(value: unknown, typecast = false) {
  const outcome = multipleAttachments.normalise(value, options, { ...context, typecast });
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}
const named = (cell: RawCell) => attachmentsOf(cell).map(({ filename, url }) => [filename, url]);

describe('attachments as programs give them', () => {
  it.each([
    [{ url: 'https://ex.org/a/plan%20b.pdf?x=1#y' }, 'plan b.pdf'],
    [{ url: 'https://ex.org/a/%ff.pdf' }, '%ff.pdf'],
    [{ url: 'https://ex.org/' }, 'ex.org'],
    [{ url: 'https://ex.org/a', filename: '../etc/pass\nwd' }, '.._etc_pass_wd'],
    [{ url: 'https://ex.org/a', filename: '' }, 'a'],
    [{ url: 'https://ex.org/a', filename: null }, 'a'],
    [{ url: 'HTTP://EX.ORG/a', filename: `${'x'.repeat(254)}🔥` }, 'x'.repeat(254)],
  ])('%j are called %j', (entry, name) => {
    expect(named(given([entry]).cell)).toEqual([[name, entry.url]]);
  });

  it('are kept by their ids, whatever else is said of them, in the order given, each once', () => {
    const { cell, needs } = given([
      { id: 'attNote0000000001', url: 'javascript:alert(1)', filename: 7 },
      { url: 'https://ex.org/new.png' },
      { id: 'attNote0000000001' },
    ]);
    const kept = keepAttachments(cell, stored, needs?.attachments ?? []);
    expect(named(kept ?? null)).toEqual([
      ['notes.txt', 'https://ex.org/2'],
      ['new.png', 'https://ex.org/new.png'],
    ]);
    expect(keepAttachments(cell, null, needs?.attachments ?? [])).toBeUndefined();
  });

  it('are read from addresses with typecast, one or several', () => {
    const [first, second] = ['https://ex.org/1', 'https://ex.org/2'];
    expect(named(given(`${first}, note (${second})`, true).cell)).toEqual([
      ['1', first],
      ['note', second],
    ]);
    expect(named(given([first, { url: second }], true).cell)).toEqual([
      ['1', first],
      ['2', second],
    ]);
  });
});

it('a copied cell has attachments of its own', () => {
  const copy = cellCopy(stored);
  expect(named(copy)).toEqual(named(stored));
  const ids = [...attachmentsOf(copy), ...attachmentsOf(stored)].map(({ id }) => id);
  expect(new Set(ids).size).toBe(4);
  expect(cellCopy(['recA'])).toEqual(['recA']);
});

it.each([
  [[{ id: 'attPlan0000000001', url: 'javascript:alert(1)', filename: 'a' }]],
  [[{ id: 'attPlan0000000001', url: 'https://ex.org/1', filename: '' }]],
  [[{ id: 'attPlan0000000001', url: 'https://ex.org/1', filename: 'a', size: -1 }]],
  [[{ id: 'attPlan0000000001', url: 'https://ex.org/1', filename: 'a', more: 1 }]],
  [[{ id: 'attPlan0000000001', url: 'https://ex.org/1', filename: 'a', thumbnails: { tiny: {} } }]],
  [['attPlan0000000001']],
  ['https://ex.org/1'],
])('no browser stores %j', (cell) => {
  const outcome = multipleAttachments.check(cell as RawCell, options, context);
  expect(outcome).toMatchObject({ ok: false, error: { type: 'INVALID_ATTACHMENT_OBJECT' } });
});
