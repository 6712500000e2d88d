import { act, fireEvent, render, screen } from '@testing-library/react';
import { useKeyboardHome } from './use-keyboard-home';

function Page({ shows = [], disabled = [] }: { shows?: string[]; disabled?: string[] }) {
  useKeyboardHome();
  const button = (name: string) =>
    shows.includes(name) ? (
      <button type="button" disabled={disabled.includes(name)}>
        {name}
      </button>
    ) : null;
  return (
    <>
      <textarea aria-label="grid" data-grid-focus="" />
      <section aria-label="panel" tabIndex={-1}>
        {button('in the panel')}
      </section>
      {shows.includes('dialog') ? <div role="dialog" data-open="" /> : null}
      {button('one')}
      {button('other')}
    </>
  );
}

beforeEach(() => {
  Element.prototype.checkVisibility = () => true;
  vi.useFakeTimers();
});
afterEach(() => {
  Reflect.deleteProperty(Element.prototype, 'checkVisibility');
  vi.useRealTimers();
});

/** Gives `has` the keyboard, and then shows the page as it is after; answers what has the keyboard then. */
async function after(has: string, page: Parameters<typeof Page>[0], press?: () => void) {
  const { rerender } = render(<Page shows={[has, 'other']} />);
  act(() => screen.getByText(has).focus());
  act(() => press?.());
  rerender(<Page {...page} />);
  await act(() => vi.advanceTimersByTimeAsync(10));
  const { activeElement } = document;
  return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent;
}

it.each<[string, string, Parameters<typeof Page>[0]]>([
  ['the grid from what is gone', 'one', { shows: ['other'] }],
  ['the grid from what can be pressed no more', 'one', { shows: ['one', 'other'], disabled: ['one'] }],
])('comes home to %s', async (_, has, page) => {
  expect(await after(has, page)).toBe('grid');
});

it('comes to what was around that which is gone, where that takes it', async () => {
  expect(await after('in the panel', { shows: ['other'] })).toBe('panel');
});

it('stays where it was put meanwhile, and with nobody where somebody pressed beside everything', async () => {
  expect(await after('one', { shows: ['other'] }, () => screen.getByText('other').focus())).toBe('other');
  document.body.replaceChildren();
  await after('one', { shows: ['one'] }, () => screen.getByText('one').blur());
  expect(document.activeElement).toBe(document.body);
});

it('comes back from a press that closes what was open', async () => {
  const { rerender } = render(<Page shows={['one', 'dialog']} />);
  act(() => screen.getByText('one').focus());
  fireEvent.pointerDown(document.body);
  rerender(<Page shows={['one']} />);
  act(() => screen.getByText('one').blur());
  fireEvent.pointerUp(document.body);
  await act(() => vi.advanceTimersByTimeAsync(10));
  expect(document.activeElement).toBe(screen.getByText('one'));
});

it('does not leave an open dialog for what is below it', async () => {
  await after('one', { shows: ['dialog'] });
  expect(document.activeElement).toBe(document.body);
});
