import * as ui from '@pyairtable/ui';
import { copyText } from './copy-text';

const put: string[] = [];
/** A browser with what pages may use of its clipboard; jsdom has neither. */
function browser({ clipboard, event }: { clipboard?: () => Promise<void>; event: boolean }) {
  if (clipboard) vi.stubGlobal('navigator', { clipboard: { writeText: clipboard } });
  else vi.stubGlobal('navigator', {});
  document.execCommand = () => {
    const copy = new Event('copy', { bubbles: true, cancelable: true });
    const clipboardData = { setData: (type: string, text: string) => put.push(`${type} ${text}`) };
    if (event) document.body.dispatchEvent(Object.assign(copy, { clipboardData }));
    return event;
  };
  return vi.spyOn(ui, 'showToast').mockReturnValue('');
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  put.length = 0;
});

it('copies by the clipboard where pages have one', async () => {
  const written = vi.fn(() => Promise.resolve());
  const toast = browser({ clipboard: written, event: true });
  expect(await copyText('kept')).toBe(true);
  expect([written.mock.calls, put, toast.mock.calls]).toEqual([[['kept']], [], []]);
});

it.each([
  ['plain http', undefined],
  ['a page that may not', () => Promise.reject(new Error('not allowed'))],
])('copies by the event on %s, and lets nobody else answer it', async (_, clipboard) => {
  const toast = browser({ ...(clipboard ? { clipboard } : {}), event: true });
  const grid = vi.fn();
  document.body.addEventListener('copy', grid);
  expect(await copyText('kept')).toBe(true);
  document.body.removeEventListener('copy', grid);
  expect([put, grid.mock.calls, toast.mock.calls]).toEqual([['text/plain kept'], [], []]);
});

it('says when nothing was copied', async () => {
  const toast = browser({ event: false });
  expect(await copyText('kept')).toBe(false);
  expect(toast.mock.calls).toMatchObject([[{ title: 'Nothing was copied', error: true }]]);
});
