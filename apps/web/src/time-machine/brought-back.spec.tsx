import { ToastRegion } from '@pyairtable/ui';
import { act, render, screen } from '@testing-library/react';
import { bringBack, tellBroughtBack } from './brought-back';

const told = async () => {
  await act(async () => tellBroughtBack());
  return screen.queryAllByText('This base was brought back to an earlier moment').length > 0;
};

it('is told to those who did not ask for it, and to whoever did by the answer alone', async () => {
  render(<ToastRegion>{null}</ToastRegion>);
  await bringBack(() => Promise.resolve({ seq: 12, before: 10 }));
  expect(await told()).toBe(false);
  // The base may be there before the answer.
  const asked = bringBack(async () => {
    expect(await told()).toBe(false);
    return { seq: 14, before: 12 };
  });
  await asked;
  await bringBack(() => Promise.resolve({ seq: 14, before: 14 }));
  await bringBack(() => Promise.reject(new Error('too large'))).catch(() => undefined);
  expect(await told()).toBe(true);
});
