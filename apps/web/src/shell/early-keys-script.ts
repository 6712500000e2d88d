/**
 * Runs before the page's own scripts, which hear nothing until they are loaded: keeps the press that opens the palette and what is
 * typed behind it, which would be lost: signs, what moves and erases in a text, and what is pasted. All other keys stay the browser's,
 * such as to load a page again whose scripts never come. Where one of them fails to load, or the first key has waited too long, nothing
 * is kept: what was typed would come as a surprise. Nor is it where something cannot be kept that belongs to the text.
 */
export const EARLY_KEYS_SCRIPT = `
(() => {
  const keys = [];
  let timer;
  let isPasteDue = false;
  const keep = (event) => {
    if (!event.isTrusted || /^(Control|Shift|Alt|Meta|AltGraph)$/.test(event.key)) return;
    const { key, code, shiftKey, ctrlKey, metaKey, altKey } = event;
    const mod = ctrlKey || metaKey;
    const isOfAnotherScript = key.length === 1 && key > '\\u007f' && /^Key[A-Z]$/.test(code);
    const letter = (isOfAnotherScript ? code.slice(3) : key).toLowerCase();
    const opens = mod && !altKey && !shiftKey && letter === 'k';
    if (keys.length === 0 && !opens) return;
    const cuts = (mod && !altKey && letter === 'x') || (key === 'Delete' && shiftKey && !mod);
    if (isPasteDue || cuts) return giveUp();
    const isSign = key.length === 1 && !metaKey && (ctrlKey ? altKey : !altKey || !/[a-z0-9]/i.test(key));
    isPasteDue = (mod && !isSign && letter === 'v') || (key === 'Insert' && shiftKey);
    const isEditing = altKey
      ? false
      : mod && key.length === 1
        ? shiftKey ? letter === 'z' : /^[ayz]$/.test(letter)
        : /^(Arrow(Left|Right|Up|Down)|Home|End)$/.test(key) ||
          (/^(Backspace|Delete|Enter)$/.test(key) && !(mod && shiftKey)) ||
          (key === 'Escape' && !mod && !shiftKey);
    if (!opens && !isSign && !isEditing) return;
    take(event, { key, code, shiftKey, ctrlKey, metaKey, altKey });
  };
  const keepPasted = (event) => {
    if (!event.isTrusted || keys.length === 0) return;
    isPasteDue = false;
    take(event, { text: event.clipboardData.getData('text/plain') });
  };
  const take = (event, key) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    timer ??= setTimeout(giveUp, 10000);
    keys.push(key);
  };
  const end = () => {
    clearTimeout(timer);
    removeEventListener('keydown', keep, true);
    removeEventListener('paste', keepPasted, true);
    removeEventListener('error', failed, true);
  };
  const giveUp = () => {
    keys.length = 0;
    end();
  };
  const failed = ({ target }) => {
    if (target.tagName === 'SCRIPT') giveUp();
  };
  addEventListener('keydown', keep, true);
  addEventListener('paste', keepPasted, true);
  addEventListener('error', failed, true);
  window.earlyKeys = { keys, end };
})();
`;
