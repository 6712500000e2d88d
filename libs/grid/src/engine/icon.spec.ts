import { iconPath } from './icon';

describe('iconPath', () => {
  it('turns the shapes icon sets use into one path', () => {
    expect(
      iconPath([
        ['path', { d: 'M1 2h3' }],
        ['line', { x1: 1, y1: 2, x2: '3', y2: '4' }],
      ]),
    ).toBe('M1 2h3M1 2L3 4');
    expect(iconPath([['circle', { cx: 12, cy: 12, r: 4 }]])).toBe('M8 12a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z');
    expect(iconPath([['rect', { x: 1, y: 2, width: 3, height: 4 }]])).toBe('M1 2h3v4h-3Z');
    expect(
      iconPath([
        ['polyline', { points: '1 2 3 4' }],
        ['polygon', { points: '1,2 3,4' }],
      ]),
    ).toBe('M1 2 3 4M1,2 3,4Z');
  });

  it('leaves out shapes it does not know', () => {
    expect(iconPath([['text', { x: 1 }]])).toBe('');
  });
});
