import { act, render } from '@testing-library/react';
import { announce, Announcements } from './announcements';

it('says every sentence, and the same one again as a change of the live region', () => {
  const { container } = render(<Announcements />);
  const region = container.querySelector('[aria-live=polite]');
  const heard: (string | null | undefined)[] = [];
  for (const sentence of ['Undone', 'Undone', 'Redone']) {
    act(() => announce(sentence));
    heard.push(region?.textContent);
  }
  expect(heard.map((text) => text?.trim())).toEqual(['Undone', 'Undone', 'Redone']);
  expect(new Set(heard).size).toBe(3);
});
