import { showToast } from '@pyairtable/ui';

/** Puts text on the clipboard, from within a press; false, with a toast that says so, when the browser does not let it. */
export async function copyText(text: string): Promise<boolean> {
  const isCopied = (await copyByClipboard(text)) || copyByEvent(text);
  if (!isCopied) {
    showToast({
      title: 'Nothing was copied',
      description: 'This browser does not let the page write to the clipboard.',
      error: true,
    });
  }
  return isCopied;
}

/** On plain http a page has no clipboard. */
async function copyByClipboard(text: string): Promise<boolean> {
  if (!('clipboard' in navigator)) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}

function copyByEvent(text: string): boolean {
  let isPut = false;
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    // The selection of whoever has the focus is not what was asked for.
    event.stopImmediatePropagation();
    isPut = true;
  };
  document.addEventListener('copy', put, { capture: true });
  document.execCommand('copy');
  document.removeEventListener('copy', put, { capture: true });
  return isPut;
}
