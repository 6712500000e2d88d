import { Dialog, showToast, ToastRegion } from '@pyairtable/ui';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { usePageKeys } from './page-keys';
import { useComposedKeys } from './use-composed-keys';

function Shell({ onPageKey }: { onPageKey: () => void }) {
  usePageKeys(onPageKey);
  return null;
}

function Page({
  onKey,
  onClose,
  onPageKey,
}: {
  onKey: (key: string) => void;
  onClose: () => void;
  onPageKey: () => void;
}) {
  useComposedKeys();
  return (
    <ToastRegion>
      <Shell onPageKey={onPageKey} />
      <Dialog open onOpenChange={onClose} title="Filter">
        <input aria-label="Find" onKeyDown={({ key }) => onKey(key)} />
      </Dialog>
    </ToastRegion>
  );
}

it('leaves keys to whoever composes a word, and all others to the page', async () => {
  const [onKey, onClose, onPageKey] = [vi.fn(), vi.fn(), vi.fn()];
  render(<Page onKey={onKey} onClose={onClose} onPageKey={onPageKey} />);
  await act(async () => showToast({ title: 'A note' }));
  const box = screen.getByLabelText('Find');
  for (const key of ['Escape', 'Enter', 'Tab', 'ArrowDown']) {
    expect(fireEvent.keyDown(box, { key, isComposing: true })).toBe(true);
    fireEvent.keyDown(box, { key, keyCode: 229 });
  }
  fireEvent.keyDown(box, { key: 'k', ctrlKey: true, isComposing: true });
  expect(onPageKey).not.toHaveBeenCalled();
  expect(onKey).not.toHaveBeenCalled();
  expect(onClose).not.toHaveBeenCalled();
  expect(screen.getByText('A note')).toBeTruthy();
  fireEvent.keyDown(box, { key: 'k', ctrlKey: true });
  expect(onPageKey).toHaveBeenCalledOnce();
  onKey.mockClear();
  fireEvent.keyDown(box, { key: 'ArrowDown' });
  expect(onKey.mock.calls).toEqual([['ArrowDown']]);
});
