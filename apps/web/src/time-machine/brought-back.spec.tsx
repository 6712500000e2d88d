import { ToastRegion } from '@pyairtable/ui';
import { act, render, screen } from '@testing-library/react';
import { bringBack, tellBroughtBack } from './brought-back';

const notes = () => screen.queryAllByText('This base was brought back to an earlier moment').length;
const hears = (baseId: string, since: number, seq: number) =>
  act(async () => tellBroughtBack(baseId, { since, seq }));

it('is told to those who did not ask for it, and to whoever did by the answer alone', async () => {
  render(<ToastRegion>{null}</ToastRegion>);
  await bringBack('appOne', () => Promise.resolve({ seq: 12, before: 10 }));
  await hears('appOne', 10, 12);
  // The base may be there before the answer.
  await bringBack('appOne', async () => {
    await hears('appOne', 12, 14);
    return { seq: 14, before: 12 };
  });
  await bringBack('appOne', () => Promise.resolve({ seq: 14, before: 14 }));
  await bringBack('appOne', () => Promise.reject(new Error('too large'))).catch(() => undefined);
  expect(notes()).toBe(0);
  await hears('appOne', 14, 16);
  expect(notes()).toBe(1);
});

it('is told of another base, and of a later restore, though nobody heard of one’s own', async () => {
  render(<ToastRegion>{null}</ToastRegion>);
  await bringBack('appLeft', () => Promise.resolve({ seq: 12, before: 10 }));
  await hears('appOther', 3, 5);
  expect(notes()).toBe(1);
  await hears('appLeft', 12, 20);
  expect(notes()).toBe(2);
  // Somebody else’s that comes while one’s own is under way.
  await act(async () => {
    await bringBack('appLeft', async () => {
      tellBroughtBack('appLeft', { since: 20, seq: 21 });
      expect(notes()).toBe(2);
      return { seq: 23, before: 21 };
    });
  });
  expect(notes()).toBe(3);
});

it('goes on when the page has become what the base was, whether that or the answer comes first', async () => {
  const became: number[] = [];
  const ask = (seq: number, before: () => void) =>
    bringBack(
      'appBack',
      async () => (before(), { seq, before: seq - 2 }),
      ({ seq: done }) => became.push(done),
    );
  await ask(12, () => undefined);
  expect(became).toEqual([]);
  await hears('appBack', 10, 12);
  expect(became).toEqual([12]);
  await ask(14, () => tellBroughtBack('appBack', { since: 12, seq: 14 }));
  await hears('appBack', 12, 14);
  expect(became).toEqual([12, 14]);
});
