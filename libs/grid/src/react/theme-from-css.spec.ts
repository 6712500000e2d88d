// @vitest-environment jsdom
import { DARK_THEME, LIGHT_THEME } from '../engine/theme';
import { themeFromCss } from './theme-from-css';

function elementWith(style: string): HTMLElement {
  const element = document.createElement('div');
  element.style.cssText = style;
  document.body.append(element);
  return element;
}

describe('themeFromCss', () => {
  beforeEach(() => {
    vi.stubGlobal('matchMedia', () => ({ matches: false }));
  });
  afterEach(() => {
    document.body.replaceChildren();
    vi.unstubAllGlobals();
  });

  it('takes the roles that custom properties set, and the light defaults for the rest', () => {
    const theme = themeFromCss(
      elementWith('--grid-canvas: #fefefe; --grid-header-text: #123456; --grid-pill-blue-light-2: #abcdef'),
    );
    expect(theme.canvas).toBe('#fefefe');
    expect(theme.headerText).toBe('#123456');
    expect(theme.pills['blueLight2']).toEqual({
      background: '#abcdef',
      text: LIGHT_THEME.pills['blueLight2']?.text,
    });
    expect(theme.accent).toBe(LIGHT_THEME.accent);
  });

  it('falls back to the dark defaults on a dark element', () => {
    expect(themeFromCss(elementWith('color-scheme: dark')).canvas).toBe(DARK_THEME.canvas);
  });
});
