import { MAX_LINKS } from '@pyairtable/field-types';
import { parseBaseFile } from './parse-base-file';

const text = { name: 'Name', type: 'singleLineText' };
const link = { name: 'One', type: 'multipleRecordLinks', options: { linkedTable: 'One' } };
const one = { _id: 'recFull0000000001', _k: 'x' };

/** So many records of a table that link to one of `toItself`, or of another table. */
const file = (count: number, toItself: boolean) => {
  const many = { _repeat: count, One: 'x' };
  const tables = toItself
    ? [{ name: 'One', fields: [text, link], records: [one, many] }]
    : [
        { name: 'One', fields: [text], records: [one] },
        { name: 'Many', fields: [text, link], records: [many] },
      ];
  return { name: 'Links', tables };
};

it('holds no more links of a record than its cell does, from whichever side they are given', () => {
  expect(parseBaseFile(file(MAX_LINKS, false)).ok).toBe(true);
  expect(parseBaseFile(file(MAX_LINKS + 1, false))).toMatchObject({
    error: [
      {
        path: 'tables[1].fields[1]',
        message: 'must give no record, as recFull0000000001, more than 10,000 links',
      },
    ],
  });
  // No field shows the other side of these.
  expect(parseBaseFile(file(MAX_LINKS + 1, true)).ok).toBe(true);
});
