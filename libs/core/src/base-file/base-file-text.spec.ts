import { baseFileText } from './base-file-text';
import type { BasePlan, PlannedTable } from './base-plan';

const table = (id: string, own: Partial<PlannedTable>): PlannedTable => ({
  id: `tbl${id}`,
  name: `Table ${id}`,
  primaryFieldId: `fld${id}`,
  fields: [{ id: `fld${id}`, name: 'Name', type: 'singleLineText' }],
  views: [],
  records: [],
  ...own,
});
const record = (id: string, text: string, fieldId = 'fldA') => ({ id, cells: { [fieldId]: text } });
const plan = (own: Partial<BasePlan>): BasePlan => ({
  base: { id: 'appA', name: 'Base' },
  users: [],
  tables: [],
  links: [],
  ignored: [],
  warnings: [],
  ...own,
});
const textOf = (of: BasePlan) => [...baseFileText(of)].join('');

describe('the text of a base file', () => {
  it('is the JSON of all that it says, without a blank', () => {
    const links = {
      id: 'fldL',
      name: 'Links',
      type: 'multipleRecordLinks',
      options: { linkedTableId: 'tblB', isReversed: false, prefersSingleRecordLink: false },
    } as const;
    const [name] = table('A', {}).fields;
    const text = textOf(
      plan({
        workspace: { id: 'wspA', name: 'Home' },
        users: [{ id: 'usrA', name: 'Mia', email: 'mia@studio.example' }],
        tables: [
          table('A', {
            description: 'why',
            fields: [name as PlannedTable['fields'][0], links],
            nextNumber: 3,
            records: [record('rec1', 'é"'), record('rec2', 'b')],
          }),
          table('B', { records: [record('rec3', 'c', 'fldB')] }),
        ],
        links: [
          { fieldId: 'fldL', inverseFieldId: null, pairs: [['rec1', 'rec3']] },
          {
            fieldId: 'fldM',
            inverseFieldId: null,
            pairs: [
              ['rec2', 'rec3'],
              ['rec1', 'rec3', 0],
            ],
          },
          {
            fieldId: 'fldN',
            inverseFieldId: null,
            pairs: [
              ['rec2', 'rec3'],
              ['rec1', 'rec3'],
            ],
          },
        ],
      }),
    );
    expect(text).toBe(
      '{"workspace":{"id":"wspA","name":"Home"},"id":"appA","name":"Base",' +
        '"users":[{"id":"usrA","name":"Mia","email":"mia@studio.example"}],"tables":[' +
        '{"id":"tblA","name":"Table A","description":"why","primaryFieldId":"fldA","fields":[' +
        '{"id":"fldA","name":"Name","type":"singleLineText"},' +
        '{"id":"fldL","name":"Links","type":"multipleRecordLinks","options":{"linkedTableId":"tblB","isReversed":false,"prefersSingleRecordLink":false}}],' +
        '"views":[],"nextNumber":3,"records":[' +
        '{"id":"rec1","Name":"é\\"","Links":["rec3"]},{"id":"rec2","Name":"b"}]},' +
        '{"id":"tblB","name":"Table B","primaryFieldId":"fldB",' +
        '"fields":[{"id":"fldB","name":"Name","type":"singleLineText"}],"views":[],' +
        '"records":[{"id":"rec3","Name":"c"}]}],' +
        '"links":{"fldM":[["rec2","rec3"],["rec1","rec3",0]],"fldN":[["rec2","rec3"],["rec1","rec3"]]}}',
    );
    expect(textOf(plan({}))).toBe('{"id":"appA","name":"Base","users":[],"tables":[]}');
  });

  it('comes in pieces, each of which ends with the record that makes it long enough', () => {
    const records = Array.from({ length: 300 }, (_, at) => record(`rec${at}`, 'x'.repeat(10_000)));
    const pieces = [...baseFileText(plan({ tables: [table('A', { records })] }))];
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(80_000);
    expect(JSON.parse(pieces.join('')).tables[0].records).toHaveLength(300);
  });
});
