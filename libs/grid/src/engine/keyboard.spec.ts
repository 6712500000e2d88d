import { commandFor, type KeyPress } from './keyboard';

function press(keys: string): KeyPress {
  const parts = keys.split('+');
  const key = parts.pop() ?? '';
  const has = (name: string): boolean => parts.includes(name);
  return {
    key: key === 'Space' ? ' ' : key,
    shiftKey: has('Shift'),
    ctrlKey: has('Ctrl'),
    metaKey: has('Meta'),
    altKey: has('Alt'),
  };
}

describe('keyboard', () => {
  it.each([
    ['ArrowDown', { do: 'move', rows: 1, columns: 0, extend: false }],
    ['Shift+ArrowLeft', { do: 'move', rows: 0, columns: -1, extend: true }],
    ['Ctrl+ArrowUp', { do: 'move', rows: -Infinity, columns: 0, extend: false }],
    ['Meta+Shift+ArrowRight', { do: 'move', rows: 0, columns: Infinity, extend: true }],
    ['Home', { do: 'move', rows: 0, columns: -Infinity, extend: false }],
    ['Ctrl+End', { do: 'move', rows: Infinity, columns: Infinity, extend: false }],
    ['Shift+PageDown', { do: 'page', pages: 1, extend: true }],
    ['Tab', { do: 'tab', step: 1 }],
    ['Shift+Tab', { do: 'tab', step: -1 }],
    ['Enter', { do: 'enter' }],
    ['Shift+Enter', { do: 'add-below' }],
    ['F2', { do: 'edit' }],
    ['Escape', { do: 'escape' }],
    ['Delete', { do: 'clear' }],
    ['Backspace', { do: 'clear' }],
    ['Space', { do: 'expand' }],
    ['Shift+Space', { do: 'tick-row' }],
    ['Ctrl+a', { do: 'select-all' }],
    ['Meta+z', { do: 'undo' }],
    ['Ctrl+Shift+Z', { do: 'redo' }],
    ['Ctrl+y', { do: 'redo' }],
    ['Ctrl+d', { do: 'fill', towards: 'down' }],
    ['Alt+ArrowDown', { do: 'column-menu' }],
    ['Shift+F10', { do: 'cell-menu' }],
    ['Alt+Shift+ArrowRight', { do: 'resize-column', by: 16 }],
  ])('maps %s', (keys, command) => {
    expect(commandFor(press(keys))).toEqual(command);
  });

  it.each([
    ['я', 'KeyZ', { do: 'undo' }],
    ['ф', 'KeyA', { do: 'select-all' }],
    ['ω', 'KeyV', null],
    // Letters of this script are where the layout has them: a French A stands on the English Q.
    ['a', 'KeyQ', { do: 'select-all' }],
    ['w', 'KeyZ', null],
  ])('goes by the place of a key that types %s', (key, code, command) => {
    expect(commandFor({ ...press('Ctrl+x'), key, code })).toEqual(command);
  });

  it.each([
    'a',
    'Ctrl+c',
    'Ctrl+v',
    'Ctrl+x',
    'Ctrl+k',
    'Ctrl+Shift+R',
    'Alt+ArrowLeft',
    'F5',
    'Shift+A',
    'Process',
    'Dead',
  ])('leaves %s to typing, the clipboard and the browser', (keys) => {
    expect(commandFor(press(keys))).toBeNull();
  });

  it('leaves every key to an input method that is composing', () => {
    expect(commandFor({ ...press('Enter'), isComposing: true })).toBeNull();
    expect(commandFor({ ...press('ArrowDown'), isComposing: true })).toBeNull();
  });
});
