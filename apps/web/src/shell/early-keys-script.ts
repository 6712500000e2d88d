/**
 * Runs before the page's own scripts, which hear nothing until they are loaded: keeps the press that opens the palette and what is
 * typed behind it, which would be lost. What is the browser's own stays that, such as to load a page again whose scripts never come.
 */
export const EARLY_KEYS_SCRIPT = `
(() => {
  const keys = [];
  const keep = (event) => {
    if (!event.isTrusted || /^(Control|Shift|Alt|Meta|AltGraph)$/.test(event.key)) return;
    const { key, code, shiftKey, ctrlKey, metaKey, altKey } = event;
    const opens = (ctrlKey || metaKey) && !shiftKey && (code === 'KeyK' || key.toLowerCase() === 'k');
    if (keys.length === 0 && !opens) return;
    const isBrowsers = altKey
      ? !ctrlKey && key.length > 1
      : /^F\\d/.test(key) || ((ctrlKey || metaKey) && key.length === 1 && !/[akyz]/i.test(key));
    if (isBrowsers && !opens) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    keys.push({ key, code, shiftKey, ctrlKey, metaKey, altKey });
  };
  addEventListener('keydown', keep, true);
  window.earlyKeys = { keys, end: () => removeEventListener('keydown', keep, true) };
})();
`;
