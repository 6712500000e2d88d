import { writesSign } from './key-in-text';

const NONE = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };

describe('a press in a text', () => {
  it.each([
    ['a', {}, true],
    ['A', { shiftKey: true }, true],
    ['@', { ctrlKey: true, altKey: true }, true],
    ['ø', { altKey: true }, true],
    ['d', { altKey: true }, false],
    ['z', { ctrlKey: true }, false],
    ['c', { metaKey: true }, false],
    ['Enter', {}, false],
  ])('writes its sign, or does not: %s %o', (key, held, writes) => {
    expect(writesSign({ key, ...NONE, ...held })).toBe(writes);
  });
});
