import { act, renderHook } from '@testing-library/react';
import { useLatest } from './use-latest';

/** A setting of a server whose answer is read before the page is rendered with it. */
function start() {
  const shown: string[] = [];
  let saved = 'old';
  let answer = (_next: string) => undefined as void;
  const put = () => new Promise<void>((done) => (answer = (next) => done(void (saved = next))));
  const { result, rerender } = renderHook(
    ({ rendered }) => {
      const [value, change] = useLatest(rendered, () => saved, put);
      if (value !== shown.at(-1)) shown.push(value);
      return { value, change };
    },
    { initialProps: { rendered: saved } },
  );
  return {
    shown,
    change: (value: string) => act(async () => void result.current.change(() => value)),
    answered: (next: string) => act(async () => answer(next)),
    rendered: (next: string) => act(async () => rerender({ rendered: (saved = next) })),
    value: () => result.current.value,
  };
}

it('shows what was put until the page is rendered with it, and nothing older in between', async () => {
  const { shown, change, answered, rendered, value } = start();
  await change('mine');
  await answered('mine as saved');
  await rendered('mine as saved');
  expect(shown).toEqual(['old', 'mine', 'mine as saved']);
  // Somebody else puts it back.
  await rendered('old');
  expect(value()).toBe('old');
});

it('shows what is saved again where the server refused what was put', async () => {
  const { change, answered, value } = start();
  await change('mine');
  await answered('old');
  expect(value()).toBe('old');
});

it('puts nothing where nothing changes, of what is saved or was put last', async () => {
  const put = vi.fn(() => new Promise<void>(() => undefined));
  const saved = { sort: [{ fieldId: 'fld', direction: 'asc' }] };
  const { result } = renderHook(() => useLatest(saved, () => saved, put));
  const change = (direction: string) =>
    act(async () => expect(result.current[1](() => ({ sort: [{ direction, fieldId: 'fld' }] }))).toBe(true));
  for (const direction of ['asc', 'desc', 'desc', 'asc', 'asc']) await change(direction);
  expect(put.mock.calls).toMatchObject([
    [{ sort: [{ direction: 'desc' }] }],
    [{ sort: [{ direction: 'asc' }] }],
  ]);
});
