import { createEvent, fireEvent, render, screen } from '@testing-library/react';
import { BaseContextProvider, type BaseContext } from './base-context';
import { TableTabs } from './table-tabs';

/** Where the middle of every tab is. */
const MIDDLE = 50;

function start() {
  const placed: unknown[][] = [];
  const tables = ['Plants', 'Pots', 'Seeds'].map((name) => ({ id: `tbl${name}`, name, fields: [] }));
  const context = {
    base: { tables },
    actions: { placeTable: (...said: unknown[]) => placed.push(said) },
    mayChangeSchema: true,
  } as unknown as BaseContext;
  render(
    <BaseContextProvider value={context}>
      <TableTabs current={undefined} onTable={() => undefined} />
    </BaseContextProvider>,
  );
  const tab = (name: string): HTMLElement => {
    const item = screen.getByRole('button', { name }).closest('li') as HTMLElement;
    item.getBoundingClientRect = () => ({ left: 0, width: 2 * MIDDLE }) as DOMRect;
    return item;
  };
  const act = (kind: 'dragStart' | 'dragOver' | 'drop', name: string, x: number) => {
    const item = tab(name);
    const event = createEvent[kind](item, { dataTransfer: {} });
    Object.defineProperty(event, 'clientX', { value: x });
    fireEvent(item, event);
  };
  return { placed, act };
}

it.each([
  ['before', MIDDLE - 1, 'tblPots'],
  ['behind', MIDDLE + 1, 'tblSeeds'],
])('puts a table %s the one that it is let go on, though no frame showed it there', (_where, x, before) => {
  const { placed, act } = start();
  act('dragStart', 'Plants', MIDDLE);
  act('drop', 'Pots', x);
  expect(placed).toEqual([['tblPlants', before]]);
});

it('puts a table where it is let go, not where it was last seen', () => {
  const { placed, act } = start();
  act('dragStart', 'Seeds', MIDDLE);
  act('dragOver', 'Pots', MIDDLE + 1);
  act('drop', 'Pots', MIDDLE - 1);
  expect(placed).toEqual([['tblSeeds', 'tblPots']]);
});
