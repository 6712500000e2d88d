import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { OptionList } from './option-list';

const OPTIONS = ['To do', 'In progress', 'Done'].map((text) => ({ id: text, text, node: text }));

function setUp({ create = false, settled = true, options = OPTIONS.map(({ id }) => id) } = {}) {
  Element.prototype.scrollIntoView = () => undefined;
  const seen = {
    picked: [] as string[],
    created: [] as string[],
    left: [] as string[],
    later: [] as string[],
  };
  function Page() {
    const [search, setSearch] = useState('');
    return (
      <OptionList
        label="State"
        options={options.map((text) => ({ id: text, text, node: text }))}
        chosen={new Set(['Done'])}
        search={search}
        onSearch={setSearch}
        onPick={(id, by) => seen.picked.push(by ? `${id} ${by}` : id)}
        onPickLater={(text, index) => seen.later.push(`${text} ${String(index)}`)}
        onLeave={(way, press) => {
          press.preventDefault();
          seen.left.push(way);
        }}
        filter={settled}
        settled={settled}
        {...(create
          ? { onCreate: (text: string, by?: string) => seen.created.push(by ? `${text} ${by}` : text) }
          : {})}
      />
    );
  }
  render(<Page />);
  return { seen, user: userEvent.setup() };
}

it('picks by arrows and Enter, round the end', async () => {
  const { seen, user } = setUp();
  await user.keyboard('{ArrowDown}{Enter}{ArrowUp}{ArrowUp}{Enter}');
  expect(seen.picked).toEqual(['In progress', 'Done']);
});

it('narrows by typing and says which option is chosen', async () => {
  const { seen, user } = setUp();
  await user.keyboard('do');
  expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual(['Done', 'To do']);
  expect(screen.getByRole('option', { name: 'Done' }).getAttribute('aria-selected')).toBe('true');
  await user.keyboard('{Enter}');
  expect(seen.picked).toEqual(['Done']);
});

it('has first what the text is the whole of', async () => {
  const { seen, user } = setUp({ options: ['Black Comedy', 'Comedy of manners', 'Comedy'] });
  await user.keyboard('comedy{Enter}');
  expect(seen.picked).toEqual(['Comedy']);
});

it('picks what was searched for when it is left by Tab', async () => {
  const { seen, user } = setUp({ create: true });
  await user.keyboard('pro{Tab}');
  expect([seen.picked, seen.left]).toEqual([['In progress next'], ['next']]);
  await user.clear(screen.getByRole('combobox'));
  await user.keyboard('new one{Shift>}{Tab}{/Shift}');
  expect([seen.created, seen.left]).toEqual([['new one previous'], ['next', 'previous']]);
  await user.clear(screen.getByRole('combobox'));
  await user.keyboard('done{Tab}');
  // It is chosen already: a second pick would take it out.
  expect(seen.picked).toEqual(['In progress next']);
});

it('offers a new entry only when no option has the text', async () => {
  const { seen, user } = setUp({ create: true });
  await user.keyboard('done');
  expect(screen.getAllByRole('option')).toHaveLength(1);
  await user.keyboard('2{Enter}');
  expect(seen.created).toEqual(['done2']);
});

it('begins a new search after a pick', async () => {
  const { seen, user } = setUp();
  await user.keyboard('to{Enter}pro{Enter}');
  expect(seen.picked).toEqual(['To do', 'In progress']);
});

it('begins a new search after a new entry', async () => {
  const { seen, user } = setUp({ create: true });
  await user.keyboard('red{Enter}blue{Enter}');
  expect(seen.created).toEqual(['red', 'blue']);
});

it('picks at Enter of what each search will have, and begins the next at once', async () => {
  const { seen, user } = setUp({ settled: false });
  await user.keyboard('smith{Enter}jones{ArrowDown}{Enter}');
  expect([seen.picked, seen.later]).toEqual([[], ['smith 0', 'jones 1']]);
});

it('is left by Escape and by Tab', async () => {
  const { seen, user } = setUp();
  await user.keyboard('{Escape}');
  await user.tab();
  await user.tab({ shift: true });
  expect(seen.left).toEqual(['cancel', 'next', 'previous']);
});
