import { recordingContext } from '../../testing/recording-context';
import { penOn } from '../../testing/scenes';
import { smallFont } from './pen';
import { drawSummaryText } from './summary-text';

/** What is drawn of a summary where there is just the room that the other text needs. */
function drawn(text: string, roomOf: string): string {
  const { recorder, ctx } = recordingContext();
  const pen = penOn(ctx);
  const style = { font: smallFont(pen.theme), size: pen.theme.fontSizeSmall, color: '#000' };
  const width = pen.measurer.width(roomOf, style.font);
  drawSummaryText(pen, text, { x: 0, y: 0, width, height: 32 }, style);
  return recorder.texts.join('');
}

describe('a summary that does not fit', () => {
  it.each([
    ['Sum 1,234,567', 'Sum 1,234,567', 'Sum 1,234,567'],
    ['Sum 1,234,567', '1,234,567', '1,234,567'],
    ['Sum $1 234 567', '$1 234 567', '$1 234 567'],
    ['80.5% filled', '80.5%', '80.5%'],
    ['12 days', '12', '12'],
  ])('%s leaves out its words first: in the room of %s', (text, room, shown) => {
    expect(drawn(text, room)).toBe(shown);
  });

  it.each(['Sum 1,234,567', 'Sum 1 234 567', '80.5% filled', 'Latest 2026-11-29'])(
    '%s never shows as a smaller number',
    (text) => {
      expect(drawn(text, '12')).toMatch(/^#+$/);
    },
  );

  it('fades where it is no number', () => {
    expect(drawn('▂▃▄▅▆▇█', '▂▃')).toBe('▂▃▄▅▆▇█');
  });
});
