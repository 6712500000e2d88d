import type { GridTheme } from '../theme';
import type { TextMeasurer } from './text-measurer';

/** The parts of a 2D canvas context the grid draws with; tests pass a recorder. */
export type Context2D = Pick<
  CanvasRenderingContext2D,
  | 'save'
  | 'restore'
  | 'beginPath'
  | 'closePath'
  | 'rect'
  | 'clip'
  | 'fill'
  | 'stroke'
  | 'moveTo'
  | 'lineTo'
  | 'arc'
  | 'bezierCurveTo'
  | 'roundRect'
  | 'fillRect'
  | 'strokeRect'
  | 'fillText'
  | 'measureText'
  | 'createLinearGradient'
  | 'drawImage'
  | 'setTransform'
  | 'translate'
  | 'scale'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineCap'
  | 'lineJoin'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
  | 'globalAlpha'
  | 'direction'
  | 'setLineDash'
>;

/** What every drawing function needs: the context in CSS pixels, the theme, and the device's pixel ratio. */
export interface Pen {
  ctx: Context2D;
  theme: GridTheme;
  dpr: number;
  measurer: TextMeasurer;
}

/** One device pixel in CSS pixels. */
export function hairline(pen: Pen): number {
  return 1 / pen.dpr;
}

/** CSS font shorthand in the theme's family. */
export function fontOf(theme: GridTheme, size: number, weight: number): string {
  return `${weight} ${size}px ${theme.fontFamily}`;
}

export function cellFont(theme: GridTheme): string {
  return fontOf(theme, theme.fontSize, theme.fontWeight);
}

export function smallFont(theme: GridTheme, weight = theme.fontWeight): string {
  return fontOf(theme, theme.fontSizeSmall, weight);
}
