import type { BasePlan } from './base-plan';
import { parseBaseFile } from './parse-base-file';
import { exported } from './testing/exported';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- files are taken apart and broken at will here.
type Json = Record<string, any>;

const file = (): Json => ({
  name: 'Small',
  tables: [
    {
      name: 'Orders',
      fields: [
        { id: 'fldName0000000001', name: 'Name', type: 'singleLineText' },
        { name: 'Stage', type: 'singleSelect', options: { choices: [{ name: 'Open' }] } },
        { name: 'Lines', type: 'multipleRecordLinks', options: { linkedTable: 'Lines' } },
      ],
      views: [{ name: 'All' }],
      records: [{ Name: 'A' }],
    },
    { name: 'Lines', fields: [{ name: 'Line', type: 'singleLineText' }] },
  ],
});

function planOf(given: unknown): BasePlan {
  const outcome = parseBaseFile(given);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error.slice(0, 5)));
  return outcome.value;
}

const tableOf = (plan: BasePlan, name: string) => {
  const table = plan.tables.find((found) => found.name === name);
  if (!table) throw new Error(`no table ${name}`);
  return table;
};

describe('computed fields of a file', () => {
  const planned = (fields: Json[], edit: (given: Json) => void = () => undefined) => {
    const given = file();
    given['tables'][0]['fields'].push(...fields);
    edit(given);
    const plan = planOf(given);
    const { fields: all } = tableOf(plan, 'Orders');
    return {
      plan,
      id: (name: string) => all.find((field) => field.name === name)?.id,
      options: (name: string) => all.find((field) => field.name === name)?.options as Json,
    };
  };

  it('may stand before what they read, and name it by name or id, in any table', () => {
    const { options, id, plan } = planned([
      {
        name: 'Label',
        type: 'formula',
        options: { formula: "{Times} & fldName0000000001 & ': ' & {Stage}" },
      },
      { name: 'Times', type: 'formula', options: { formula: '{Count} * 2' } },
      { name: 'Count', type: 'count', options: { recordLinkField: 'Lines', filter: "{Line} != 'Y'" } },
      {
        name: 'Names',
        type: 'rollup',
        options: { recordLinkField: 'Lines', fieldInLinkedTable: 'Line', formula: 'ARRAYJOIN(values)' },
      },
    ]);
    const line = tableOf(plan, 'Lines').fields[0]?.id;
    expect(plan.warnings).toEqual([]);
    expect(options('Label')).toMatchObject({
      isValid: true,
      formula: `{${id('Times')}} & {fldName0000000001} & ': ' & {${id('Stage')}}`,
      result: { type: 'singleLineText' },
    });
    expect(options('Count')).toEqual({
      isValid: true,
      recordLinkFieldId: id('Lines'),
      filter: `{${line}} != 'Y'`,
    });
    expect(options('Names')).toMatchObject({
      fieldIdInLinkedTable: line,
      result: { type: 'singleLineText' },
    });
  });

  it('are kept and told when a formula is wrong, reads itself, or an id leads to nothing', () => {
    const { options, plan } = planned([
      { name: 'A', type: 'formula', options: { formula: '{B} + 1' } },
      { name: 'B', type: 'formula', options: { formula: '{A} + 1' } },
      { name: 'Syntax', type: 'formula', options: { formula: '1 +' } },
      {
        name: 'Gone',
        type: 'multipleLookupValues',
        options: { recordLinkFieldId: 'fldGone0000000001', fieldIdInLinkedTable: 'fldGone0000000002' },
      },
    ]);
    expect(plan.warnings).toEqual([
      { path: 'tables[0].fields[3]', message: 'The field would be computed from itself: A → B → A.' },
      { path: 'tables[0].fields[4]', message: 'The field would be computed from itself: A → B → A.' },
      { path: 'tables[0].fields[5]', message: expect.any(String) },
      { path: 'tables[0].fields[6]', message: 'The link field fldGone0000000001 is not there.' },
    ]);
    for (const name of ['A', 'B', 'Syntax', 'Gone'])
      expect(options(name)).toMatchObject({ isValid: false, result: null });
    const again = planOf(exported(plan));
    expect(again).toEqual(plan);
  });

  it('may name the records', () => {
    const { plan, id } = planned(
      [{ name: 'Label', type: 'formula', options: { formula: "{Name} & '!'" } }],
      (given) => (given['tables'][0]['primaryField'] = 'Label'),
    );
    expect(tableOf(plan, 'Orders').primaryFieldId).toBe(id('Label'));
  });

  it('are named in filters of views, which keep them by id', () => {
    const { plan, id } = planned(
      [{ name: 'Count', type: 'count', options: { recordLinkField: 'Lines' } }],
      (given) => (given['tables'][0]['views'][0]['filter'] = '{Count} > 1'),
    );
    expect(tableOf(plan, 'Orders').views[0]?.filterFormula).toBe(`{${id('Count')}} > 1`);
  });

  it.each<[string, Json, string, string]>([
    [
      'a count over a link that is not there',
      { type: 'count', options: { recordLinkField: 'Gone' } },
      'tables[0].fields[3].options.recordLinkField',
      'no such field',
    ],
    [
      'a lookup of a field that is not there',
      { type: 'multipleLookupValues', options: { recordLinkField: 'Lines', fieldInLinkedTable: 'Stage' } },
      'tables[0].fields[3].options.fieldInLinkedTable',
      'no such field',
    ],
    [
      'a formula without text',
      { type: 'formula', options: {} },
      'tables[0].fields[3].options.formula',
      'is missing',
    ],
    [
      'a value for a formula',
      { type: 'formula', options: { formula: '1' } },
      'tables[0].records[0].New',
      'is computed and takes no value',
    ],
  ])('are refused with the path of %s', (_what, field, path, message) => {
    const given = file();
    given['tables'][0].fields.push({ name: 'New', ...field });
    given['tables'][0].records[0].New = 1;
    const outcome = parseBaseFile(given);
    expect(outcome.ok ? [] : outcome.error).toContainEqual({ path, message });
  });
});
