import type { Context2D } from '../engine/render/pen';

/** One call on the context, with the styles in force. */
export interface DrawCall {
  name: string;
  args: readonly unknown[];
  fillStyle: unknown;
  strokeStyle: unknown;
  font: string;
}

/** A 2D context that draws nothing and remembers every call; each glyph is 7 pixels wide. */
export class RecordingContext {
  readonly calls: DrawCall[] = [];
  fillStyle: unknown = '#000000';
  strokeStyle: unknown = '#000000';
  font = '10px sans-serif';
  lineWidth = 1;
  lineCap = 'butt';
  lineJoin = 'miter';
  textAlign = 'left';
  textBaseline = 'alphabetic';
  globalAlpha = 1;
  direction = 'ltr';

  measureText(text: string): { width: number } {
    return { width: text.length * 7 };
  }

  createLinearGradient(...args: number[]): {
    kind: 'gradient';
    args: number[];
    stops: [number, string][];
    addColorStop(at: number, color: string): void;
  } {
    const stops: [number, string][] = [];
    return { kind: 'gradient', args, stops, addColorStop: (at, color) => void stops.push([at, color]) };
  }

  /** The texts drawn so far, in order. */
  get texts(): string[] {
    return this.named('fillText').map((call) => String(call.args[0]));
  }

  named(name: string): DrawCall[] {
    return this.calls.filter((call) => call.name === name);
  }
}

const METHODS = [
  'save',
  'restore',
  'beginPath',
  'closePath',
  'rect',
  'clip',
  'fill',
  'stroke',
  'moveTo',
  'lineTo',
  'arc',
  'bezierCurveTo',
  'roundRect',
  'fillRect',
  'strokeRect',
  'fillText',
  'drawImage',
  'setTransform',
  'translate',
  'scale',
  'setLineDash',
] as const;

/** A recorder and the same object typed as the context the grid draws with. */
export function recordingContext(): { recorder: RecordingContext; ctx: Context2D } {
  const recorder = new RecordingContext();
  for (const name of METHODS) {
    Object.defineProperty(recorder, name, {
      value: (...args: unknown[]) => {
        const { fillStyle, strokeStyle, font } = recorder;
        recorder.calls.push({ name, args, fillStyle, strokeStyle, font });
      },
    });
  }
  // The recorder has every member of Context2D; canvas-only types (gradients, metrics) are reduced to what is read.
  return { recorder, ctx: recorder as unknown as Context2D };
}
