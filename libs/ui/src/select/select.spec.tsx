import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { Select } from './select';

const FIELDS = ['Name', 'Director', 'Date'].map((name) => ({ value: name, label: name }));

it('is told of a choice once, however many letters of it are typed', async () => {
  const chosen = vi.fn();
  function Line() {
    const [value, setValue] = useState('Name');
    return (
      <Select
        label="Field"
        value={value}
        options={FIELDS}
        onChange={(next) => {
          chosen(next);
          setValue(next);
        }}
      />
    );
  }
  render(<Line />);
  screen.getByRole('combobox', { name: 'Field' }).focus();
  await userEvent.setup().keyboard('dire');
  expect(chosen.mock.calls).toEqual([['Director']]);
});
