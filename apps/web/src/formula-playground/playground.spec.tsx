import { act, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Playground } from './playground';

const formula = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Formula' });

// The whole page is drawn at every key: slow where the machine is busy.
vi.setConfig({ testTimeout: 30_000 });

/** jsdom lays nothing out: what lies under the pointer is said by the test. */
let underPointer: Element[] = [];
beforeEach(() => {
  underPointer = [];
  document.elementsFromPoint = () => underPointer;
});

async function type(text: string) {
  const user = userEvent.setup();
  await user.clear(formula());
  await user.click(formula());
  await user.paste(text);
  return user;
}

const fact = (name: string) => screen.getByText(name, { selector: 'dt' }).nextElementSibling?.textContent;

describe('the formula playground', () => {
  it('shows value and type, and follows an edit of the sample row', async () => {
    render(<Playground />);
    const user = await type('{Price} * {Quantity} + 0.5');
    expect([fact('Value'), fact('Type')]).toEqual(['146', 'number']);
    const price = screen.getByRole('textbox', { name: 'Value of Price' });
    await user.clear(price);
    await user.type(price, '10');
    expect(fact('Value')).toBe('30.5');
  });

  it('says what is wrong, where, and how to mend it', async () => {
    render(<Playground />);
    await type('SUM({Pric}, 1');
    const findings = within(screen.getByRole('status'));
    expect(findings.getByText('There is no field named "Pric".')).toBeDefined();
    expect(findings.getByText('Did you mean {Price}?')).toBeDefined();
    expect(findings.getByText('Problem at line 1, character 5')).toBeDefined();
    expect(findings.getByText('This parenthesis is never closed.')).toBeDefined();
    expect(fact('Value')).toBe('none while there is a problem');
  });

  it('warns of doubtful places and of the values of every part, reachable by keyboard', async () => {
    render(<Playground />);
    const user = await type('"Y" & 2020 + 1');
    expect(within(screen.getByRole('status')).getByText(/spreadsheets compute this first/)).toBeDefined();
    const steps = within(screen.getByRole('list', { name: 'Values of subexpressions' })).getAllByRole(
      'button',
    );
    expect(steps.map((step) => step.textContent)).toContain('"Y" & 2020"Y2020"text');
    act(() => steps[0]?.focus());
    expect(steps[0]?.getAttribute('aria-current')).toBe('step');
    await user.tab();
    expect(steps[1]?.getAttribute('aria-current')).toBe('step');
  });

  it('shows the value of the part under the pointer', async () => {
    const { container } = render(<Playground />);
    await type('{Price} * 2 & "!"');
    underPointer = [
      formula(),
      ...[...container.querySelectorAll('[data-start]')].filter(({ textContent }) => textContent === '*'),
    ];
    fireEvent.mouseMove(formula());
    expect(screen.getAllByText('97').map(({ parentElement }) => parentElement?.textContent)).toContain(
      '97number',
    );
  });

  it('helps with the signature at the caret', async () => {
    render(<Playground />);
    await type('LEFT({Name}, ');
    expect(screen.getByText('count', { selector: 'strong' })).toBeDefined();
    expect(screen.getByText('How many characters.')).toBeDefined();
  });

  it('offers names while typing, taken by keyboard', async () => {
    render(<Playground />);
    const user = await type('1 + ');
    await user.type(formula(), 'dateti');
    const offered = () => screen.queryAllByRole('option').map(({ firstChild }) => firstChild?.textContent);
    expect(offered()).toEqual(['DATETIME_DIFF', 'DATETIME_FORMAT', 'DATETIME_PARSE']);
    await user.keyboard('{ArrowDown}{Enter}');
    expect(formula().value).toBe('1 + DATETIME_FORMAT()');
    expect(formula().selectionStart).toBe('1 + DATETIME_FORMAT('.length);
    expect(offered()).toEqual([]);
    // What is closed already is stepped over, and what is not is closed.
    for (const keys of [')', '{Backspace})']) {
      await user.keyboard(keys);
      expect(formula().value).toBe('1 + DATETIME_FORMAT()');
      expect(formula().selectionStart).toBe('1 + DATETIME_FORMAT()'.length);
    }
    await user.keyboard('{ArrowLeft}');
    await user.keyboard('{{du');
    await user.keyboard('{Tab}');
    expect(formula().value).toBe('1 + DATETIME_FORMAT({Due})');
    await user.keyboard(' & x{Escape}');
    expect(offered()).toEqual([]);
  });

  it('shows the SQL with no text of the formula in it', async () => {
    render(<Playground />);
    const user = await type('{Name} & "; DROP TABLE records --"');
    await user.click(screen.getByRole('tab', { name: 'SQL' }));
    expect(screen.getByLabelText('SQL', { selector: 'pre' }).textContent).not.toContain('DROP TABLE');
    expect(screen.getByText('"; DROP TABLE records --"', { selector: 'dd' })).toBeDefined();
  });

  it('refuses extensions where only Airtable’s language is wanted', async () => {
    render(<Playground />);
    const user = await type('IFERROR(1 / 0, 7)');
    expect(fact('Value')).toBe('7');
    await user.click(screen.getByRole('combobox', { name: 'Mode' }));
    await user.click(await screen.findByRole('option', { name: 'Airtable’s language only' }));
    expect(within(screen.getByRole('status')).getByText(/IFERROR is an extension/)).toBeDefined();
  });
});
