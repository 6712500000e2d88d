import type { BaseSchema, Field, FieldTypeName, FilterGroup } from '@pyairtable/contracts';
import { shownModel, type TableModel } from '@pyairtable/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ComponentType, useState } from 'react';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import { browserReader } from '@/cells/cell-context';
import { RulesForm } from '@/fields/rules-form';
import { SampleRowForm } from '@/formula-playground/sample-row-form';
import { ColorRules } from '@/views/color-rules';
import { ConditionsForm } from '@/views/conditions-form';
import { OrderKeysList } from '@/views/order-keys';
import type { Change } from '@/views/use-latest';

const NAME = 'fldName0000000000';
const base = {
  id: 'appAAAAAAAAAAAAAA',
  tables: [
    {
      id: 'tblAAAAAAAAAAAAAA',
      name: 'Plants',
      primaryFieldId: NAME,
      fields: [
        { id: NAME, name: 'Name', type: 'singleLineText' },
        { id: 'fldHeight00000000', name: 'Height', type: 'number', options: { precision: 0 } },
        { id: 'fldSize0000000000', name: 'Size', type: 'number', options: { precision: 0 } },
      ] as unknown as Field[],
      views: [],
    },
  ],
  collaborators: [],
} as unknown as BaseSchema;
const [table] = base.tables as [BaseSchema['tables'][number]];
const model: TableModel = shownModel(base.tables).table(table.id);

/** A form over a list that is changed as the views of a base are. */
const changed = <V,>(start: V, Form: ComponentType<{ value: V; onChange: Change<V> }>) =>
  function Changed() {
    const [value, put] = useState(start);
    const change: Change<V> = (next) => {
      const made = next(value);
      if (made !== undefined) put(made);
      return made !== undefined;
    };
    return <Form value={value} onChange={change} />;
  };
const condition = { fieldId: NAME, operator: 'contains' as const };
const group = (...conditions: FilterGroup['conditions']): FilterGroup => ({ conjunction: 'and', conditions });

const Conditions = changed(group(condition), ({ value, onChange }) => (
  <ConditionsForm group={value} table={model} onChange={onChange} />
));
const Keys = changed([{ fieldId: NAME, direction: 'asc' as const }], ({ value, onChange }) => (
  <OrderKeysList
    table={table}
    keys={value}
    limit={3}
    words={{ first: 'Sort by', next: 'Then by', add: 'Sort by a field' }}
    onChange={onChange as never}
  />
));
const Colors = changed([{ color: 'redBright', filter: group() }], ({ value, onChange }) => (
  <ColorRules rules={value} table={model} onChange={onChange as never} />
));
const Sample = changed(
  [{ id: 'fld1', name: 'Price', kind: 'number' as const, text: '1' }],
  ({ value, onChange }) => (
    <SampleRowForm fields={value} onChange={(next) => onChange(() => next as never)} />
  ),
);
const rulesOf = (type: FieldTypeName) =>
  function Rules() {
    return (
      <RulesForm
        type={type}
        options={type === 'singleSelect' ? { choices: [] } : undefined}
        rules={{}}
        onChange={() => undefined}
        onWrong={() => undefined}
      />
    );
  };

const focused = () => document.activeElement as HTMLElement;

describe('what is added to a form takes the keyboard from its button', () => {
  it.each<[add: string, Form: ComponentType, role: string, name: string | RegExp, at: number]>([
    ['Add condition', Conditions, 'combobox', 'Field', 1],
    ['Add group', Conditions, 'combobox', 'Field', 1],
    ['Add another field', Keys, 'combobox', 'Then by', 0],
    ['Add a colour', Colors, 'button', /^Colour 2: /, 0],
    ['Add condition', Colors, 'combobox', 'Field', 0],
    ['Add a field', Sample, 'textbox', 'Name of the field', 1],
    ['Add default value', rulesOf('singleLineText'), 'textbox', 'Default value', 0],
    ['Add default value', rulesOf('singleSelect'), 'button', /^Default value/, 0],
  ])('%s', async (add, Form, role, name, at) => {
    const user = userEvent.setup();
    render(
      <QueryClientProvider client={new QueryClient()}>
        <BaseContextProvider value={{ base, reader: browserReader(base) } as BaseContext}>
          <Form />
        </BaseContextProvider>
      </QueryClientProvider>,
    );
    screen.getByRole('button', { name: add }).focus();
    await user.keyboard('{Enter}');
    expect(focused()).toBe(screen.getAllByRole(role, { name })[at]);
  });

  it('and keeps it while another field is chosen by its letters', async () => {
    const user = userEvent.setup();
    render(<Keys />);
    screen.getByRole('button', { name: 'Add another field' }).focus();
    await user.keyboard('{Enter}s');
    const field = screen.getByRole('combobox', { name: 'Then by' });
    expect([focused(), field.textContent]).toEqual([field, 'Size']);
  });

  it('and a name that it begins with is typed over', async () => {
    const user = userEvent.setup();
    render(<Sample />);
    screen.getByRole('button', { name: 'Add a field' }).focus();
    await user.keyboard('{Enter}Weight');
    expect(focused()).toHaveProperty('value', 'Weight');
  });
});
