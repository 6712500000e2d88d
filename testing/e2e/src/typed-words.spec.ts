import type { Change, RecordChanges } from '@pyairtable/contracts';
import { WordLog, Words, type Heard, type Hearing, type Place } from './typed-words';

const words = new Words();
const WORD = words.next().join('');
const ACTIVE: Place = { at: 'cell', record: 'recHere', field: 'fldName' };
const word = (more: Partial<Heard> = {}): Heard => ({
  word: WORD,
  place: ACTIVE,
  last: more.place ?? ACTIVE,
  before: null,
  behind: ['Enter'],
  at: 1_000,
  ...more,
});
const heard = (one: Heard, more: Partial<Hearing> = {}): Hearing => ({
  words: [one],
  kept: [],
  toasts: [],
  overwritten: [],
  undone: [],
  jumps: [],
  ...more,
});
const log = (...changes: Partial<RecordChanges>[]) => logOf('usrAnn', ...changes);
const logOf = (actor: string, ...changes: Partial<RecordChanges>[]) =>
  new WordLog(
    changes.map((change, at): Change => ({
      seq: at + 1,
      at: new Date(1_000).toISOString(),
      actor,
      source: 'client',
      changes: [{ kind: 'records', tableId: 'tblPlants', ...change }],
    })),
  );
const wrote = (id: string, field = 'fldName', text = WORD): Partial<RecordChanges> => ({
  updated: [{ id, before: {}, after: { [field]: text } }],
});
const COPIED = { title: 'Text copied', at: 1_500 };
const THERE = { record: 'recThere', field: 'fldName', at: 2_000 };
const made = (id: string): Partial<RecordChanges> => ({
  created: [{ id, n: 1, createdTime: '', cells: {} }],
});

it('draws words that are told apart in one text', () => {
  const drawn = Array.from({ length: 900 }, () => words.next().join(''));
  expect(new Set(drawn).size).toBe(900);
  expect(drawn.join('').match(/7[^7]{4}/g)).toEqual(drawn);
});

it.each<[string, WordLog, Hearing]>([
  ['is where the cursor was', log(wrote('recHere'), wrote('recThere')), heard(word())],
  ['is in a longer text there', log(wrote('recHere', 'fldName', `a ${WORD}b`)), heard(word())],
  [
    'is in the record that its line made',
    log(made('recNew'), wrote('recNew')),
    heard(word({ place: { at: 'line', field: 'fldName' } })),
  ],
  [
    'is there, as the cursor goes from a new record that was taken back to another',
    log(wrote('recHere')),
    heard(word(), { jumps: [{ from: 'recNew', to: 'recOther', at: 1_000 }] }),
  ],
  ['was left by Escape', log(), heard(word({ behind: ['Escape'] }))],
  ['was kept to be copied', log(), heard(word(), { kept: [`and ${WORD}`] })],
  [
    'was kept, copied and pasted elsewhere',
    log(wrote('recThere')),
    heard(word(), { kept: [WORD], toasts: [COPIED], overwritten: [THERE] }),
  ],
  [
    'was kept, copied and pasted as a new record',
    log(made('recThere'), wrote('recThere')),
    heard(word(), { kept: [WORD], toasts: [COPIED] }),
  ],
  [
    'was meant for a record that was deleted',
    log({ deleted: [{ id: 'recHere', n: 1, before: {} }] }),
    heard(word()),
  ],
  [
    'became a choice, and was replaced in its cell before that was made',
    log({}, { kind: 'schema', after: { id: 'selOne', name: WORD } } as unknown as Partial<RecordChanges>),
    { ...heard(word()), words: [word(), word({ word: words.next().join(''), at: 2_000, behind: [] })] },
  ],
  [
    'became a choice, and was taken out of its cell before that was made',
    log({}, { kind: 'schema', after: { id: 'selOne', name: WORD } } as unknown as Partial<RecordChanges>),
    heard(word(), { overwritten: [{ record: 'recHere', field: 'fldName', at: 2_000 }] }),
  ],
  [
    'became a choice of the record that its line made, and was taken out of its cell before that was made',
    log({}, { kind: 'schema', after: { id: 'selOne', name: WORD } } as unknown as Partial<RecordChanges>),
    heard(word({ place: { at: 'line', field: 'fldName' }, last: { ...ACTIVE, at: 'editor' } as Place }), {
      overwritten: [{ record: 'recHere', field: 'fldName', at: 2_000 }],
    }),
  ],
  [
    'became a choice, and was undone before that was made',
    log({}, { kind: 'schema', after: { id: 'selOne', name: WORD } } as unknown as Partial<RecordChanges>),
    heard(word(), { undone: [2_000] }),
  ],
  ['was typed where nothing is active', log(), heard(word({ place: { at: 'nowhere' } }))],
])('passes a word that %s', (_what, written, hearing) => {
  expect(written.faults('usrAnn', hearing)).toEqual([]);
});

it.each<[string, WordLog, Hearing]>([
  ['came to another record', log(wrote('recThere'), wrote('recHere')), heard(word())],
  [
    'came to another record',
    log(wrote('recThere')),
    heard(word(), { kept: [WORD], toasts: [COPIED], overwritten: [{ ...THERE, field: 'fldNote' }] }),
  ],
  ['came to another record', log(wrote('recThere')), heard(word(), { kept: [WORD], overwritten: [THERE] })],
  ['came to another record', log(made('recThere'), wrote('recThere')), heard(word(), { kept: [WORD] })],
  ['came to another field', log(wrote('recHere', 'fldNote')), heard(word())],
  ['is in no log', log(wrote('recHere', 'fldName', 'b')), heard(word())],
  [
    'is in no log',
    log(),
    heard(word(), { overwritten: [{ record: 'recHere', field: 'fldName', at: 2_000 }], undone: [2_000] }),
  ],
  ['came to a cell from nowhere', log(wrote('recHere')), heard(word({ place: { at: 'nowhere' } }))],
  ['came to a cell from elsewhere', log(wrote('recHere')), heard(word({ place: { at: 'elsewhere' } }))],
  [
    'came to the record above',
    log(wrote('recHere')),
    heard(word({ before: { key: 'Shift+Enter', place: ACTIVE } })),
  ],
  [
    'came to the cell of the record that was to be opened',
    log(wrote('recHere')),
    heard(word({ before: { key: ' ', place: ACTIVE } })),
  ],
  [
    'came to a record that was there',
    log(wrote('recHere')),
    heard(word({ place: { at: 'line', field: 'fldName' } })),
  ],
  [
    'by itself',
    logOf('usrBen', wrote('recHere'), made('recThere')),
    heard(word(), { jumps: [{ from: 'recHere', to: 'recThere', at: 1_000 }] }),
  ],
])('finds the fault of a word that %s', (why, written, hearing) => {
  expect(written.faults('usrAnn', hearing)).toEqual([expect.stringContaining(why)]);
});
