import type { ViewGroup } from '@pyairtable/contracts';
import { groupKeys } from './group-keys';

const group = (level: 0 | 1 | 2, cell?: unknown): ViewGroup => ({
  level,
  ...(cell === undefined ? {} : { cell }),
  start: 0,
  count: 1,
  summaries: {},
});
const BY = ['fldOuter', 'fldInner'];

describe('the names of groups', () => {
  it('are those of the values on their path, wherever they stand', () => {
    const before = groupKeys([group(0, 'selA'), group(1, 1), group(1), group(0), group(1, 1)], BY);
    expect(new Set(before).size).toBe(5);
    const after = groupKeys([group(0, 'selNew'), group(1, 1), group(0, 'selA'), group(1), group(1, 2)], BY);
    expect([after[2], after[3]]).toEqual([before[0], before[2]]);
    expect(before).not.toContain(after[1]);
  });

  it('go by linked records, not by their titles, and by the field', () => {
    const [one] = groupKeys([group(0, [{ id: 'recA', title: 'Old' }])], BY);
    expect(groupKeys([group(0, [{ id: 'recA', title: 'New' }])], BY)).toEqual([one]);
    expect(groupKeys([group(0, 'x')], ['fldA'])).not.toEqual(groupKeys([group(0, 'x')], ['fldB']));
  });

  it('differ where cells of two groups do not', () => {
    const [one, other] = groupKeys([group(0, 'x'), group(0, 'x')], BY);
    expect(one).not.toBe(other);
  });
});
