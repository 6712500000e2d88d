import { newId } from '@pyairtable/kernel';
import { offsetToken, readOffsetToken } from './offset-token';

describe('offset tokens', () => {
  const tableId = newId('table');
  const recordId = newId('record');

  it.each([
    { kind: 'keyset', after: 1, served: 100 },
    { kind: 'keyset', after: 400_000_000_000, served: 2 ** 30 - 1 },
    { kind: 'snapshot', snapshotId: 'aZ09bY18', served: 12_345 },
  ] as const)('say where the next page starts: %j', (position) => {
    const token = offsetToken(position, tableId, recordId);
    expect(token).toMatch(/^itr[0-9A-Za-z]{14}\/rec[0-9A-Za-z]{14}$/);
    expect(readOffsetToken(token, tableId)).toEqual(position);
  });

  it.each([
    '',
    'itr',
    'itr00000000000000',
    'itr0000000000000/rec00000000000000',
    'itr00000000000001/app00000000000000',
  ])('are refused when they have not the shape of one: %s', (token) =>
    expect(() => readOffsetToken(token, tableId)).toThrow(
      expect.objectContaining({ type: 'INVALID_OFFSET_VALUE' }),
    ),
  );

  it.each(['itr20000000000000/rec00000000000000', `itr00000000000001/${recordId}`])(
    'are not available when they are somebody else’s: %s',
    (token) =>
      expect(() => readOffsetToken(token, tableId)).toThrow(
        expect.objectContaining({ type: 'LIST_RECORDS_ITERATOR_NOT_AVAILABLE' }),
      ),
  );

  it('are refused for a page that served nothing, whatever the table', () => {
    const taken = Array.from({ length: 2_000 }, (_, at) => `tbl${String(at).padStart(14, '0')}`).filter(
      (id) => {
        try {
          return Boolean(readOffsetToken(`itr00000000000001/${recordId}`, id));
        } catch {
          return false;
        }
      },
    );
    expect(taken).toEqual([]);
  });
});
