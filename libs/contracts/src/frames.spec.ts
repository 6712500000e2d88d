import { Compile } from 'typebox/compile';
import { IdentityClaims } from './identity';
import { Op } from './ops';
import { MAX_OP_RECORDS } from './room-constants';
import { ClientFrame } from './realtime';

const op = Compile(Op);
const frame = Compile(ClientFrame);
const claims = Compile(IdentityClaims);

const REC = 'recAAAAAAAAAAAAAA';
const TBL = 'tblAAAAAAAAAAAAAA';
const FLD = 'fldAAAAAAAAAAAAAA';
const update = (records: unknown[]) => ({
  id: 'op-000001',
  kind: 'records.update',
  tableId: 'tblAAAAAAAAAAAAAA',
  records,
});

describe('an op', () => {
  it.each([
    ['text', 'x'],
    ['a number', 1.5],
    ['a box', true],
    ['choices', ['selAAAAAAAAAAAAAA']],
    ['nothing', null],
  ])('carries %s as a raw cell', (_kind, cell) => {
    expect(op.Check(update([{ id: REC, cells: { fldAAAAAAAAAAAAAA: cell } }]))).toBe(true);
  });

  it.each([
    ['no record', []],
    ['too many records', Array.from({ length: MAX_OP_RECORDS + 1 }, () => ({ id: REC, cells: {} }))],
    ['an id of another kind', [{ id: 'tblAAAAAAAAAAAAAA', cells: {} }]],
    ['a text beyond the limit', [{ id: REC, cells: { fldAAAAAAAAAAAAAA: 'x'.repeat(100_001) } }]],
    ['a cell that is an object', [{ id: REC, cells: { fldAAAAAAAAAAAAAA: { name: 'x' } } }]],
  ])('is refused with %s', (_what, records) => expect(op.Check(update(records))).toBe(false));

  it('needs an id of its own, so that it can be sent twice', () => {
    expect(op.Check({ ...update([{ id: REC, cells: {} }]), id: '' })).toBe(false);
    expect(op.Check({ ...update([{ id: REC, cells: {} }]), id: "x'; drop--" })).toBe(false);
  });
});

describe('a frame of a client', () => {
  it.each([
    { t: 'ping' },
    { t: 'presence', tableId: TBL, cell: null },
    { t: 'presence', tableId: TBL, viewId: 'viwAAAAAAAAAAAAAA', cell: { recordId: REC, fieldId: FLD } },
    { t: 'op', op: { id: 'op-000001', kind: 'records.restore', seq: 3 } },
  ])('may be $t', (sent) => expect(frame.Check(sent)).toBe(true));

  it.each([
    {},
    { t: 'change' },
    { t: 'op' },
    { t: 'presence', tableId: 'x'.repeat(18), cell: null },
    { t: 'presence', tableId: REC, cell: null },
    { t: 'presence', tableId: TBL, viewId: TBL, cell: null },
    { t: 'presence', tableId: TBL, cell: { recordId: '\u0000', fieldId: FLD } },
    { t: 'presence', tableId: TBL, cell: { recordId: REC, fieldId: '\ud800' } },
    null,
    [],
  ])('may not be %j', (sent) => expect(frame.Check(sent)).toBe(false));
});

describe('the claims of an identity token', () => {
  const valid = {
    iss: 'pyairtable-auth',
    aud: 'pyairtable',
    sub: 'usrAAAAAAAAAAAAAA',
    email: 'a@b.c',
    name: 'Ann',
    kind: 'pat',
    cid: 'patAAAAAAAAAAAAAA',
    scopes: [],
    resources: ['*'],
    iat: 1,
    exp: 61,
  };

  it('are accepted whole', () => expect(claims.Check(valid)).toBe(true));

  it.each(Object.keys(valid))('are refused without %s', (key) => {
    expect(claims.Check({ ...valid, [key]: undefined })).toBe(false);
  });

  it('are refused from another issuer, for another audience, of an unknown kind', () => {
    expect(claims.Check({ ...valid, iss: 'someone' })).toBe(false);
    expect(claims.Check({ ...valid, aud: 'other' })).toBe(false);
    expect(claims.Check({ ...valid, kind: 'root' })).toBe(false);
  });
});
