/**
 * Runs before the page's own scripts, which hear nothing until they are loaded: keeps the press that opens the palette and what is
 * typed behind it, which would be lost. What is the browser's own stays that, such as to load a page again whose scripts never come.
 * Where one of them fails to load, or the first key has waited too long, nothing is kept: what was typed would come as a surprise.
 */
export const EARLY_KEYS_SCRIPT = `
(() => {
  const keys = [];
  let timer;
  const keep = (event) => {
    if (!event.isTrusted || /^(Control|Shift|Alt|Meta|AltGraph)$/.test(event.key)) return;
    const { key, code, shiftKey, ctrlKey, metaKey, altKey } = event;
    const opens = (ctrlKey || metaKey) && !shiftKey && (code === 'KeyK' || key.toLowerCase() === 'k');
    if (keys.length === 0 && !opens) return;
    const isBrowsers = altKey
      ? !ctrlKey && key.length > 1
      : /^(F\\d+|Tab)$/.test(key) || ((ctrlKey || metaKey) && key.length === 1 && !/[akyz]/i.test(key));
    if (isBrowsers && !opens) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    timer ??= setTimeout(giveUp, 10000);
    keys.push({ key, code, shiftKey, ctrlKey, metaKey, altKey });
  };
  const end = () => {
    clearTimeout(timer);
    removeEventListener('keydown', keep, true);
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
  addEventListener('error', failed, true);
  window.earlyKeys = { keys, end };
})();
`;
