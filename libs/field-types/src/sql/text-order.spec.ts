import { compareText } from './text-order';

describe('the order of text', () => {
  it.each([
    ['apple', 'Banana', -1],
    ['ZEBRA', 'apple', 1],
    ['Straße', 'straße', 0],
    ['ab', 'a', 1],
    ['\u{1f525}', '\uffef', 1],
    ['\u{1f525}', '\u{1f526}', -1],
  ])('puts %s against %s as %i', (a, b, expected) => {
    expect(Math.sign(compareText(a, b))).toBe(expected);
    expect(Math.sign(compareText(b, a))).toBe(expected === 0 ? 0 : -expected);
  });
});
