import { extentOf, layoutOf, sceneOf } from '../../testing/scenes';
import { EMPTY_SELECTION, selectCell } from '../selection';
import { fillHandleRect } from './marks';

const handleAt = (column: number) =>
  fillHandleRect(sceneOf({ selection: selectCell(EMPTY_SELECTION, { row: 0, column }, extentOf(10, 10)) }));

it('shows the whole fill handle where the frozen columns end', () => {
  const { paneLeft } = layoutOf();
  const [frozen, other] = [handleAt(0), handleAt(1)];
  expect((frozen?.x ?? 0) + (frozen?.width ?? 0)).toBe(paneLeft - 1);
  // Elsewhere it lies on the corner.
  expect((other?.x ?? 0) + (other?.width ?? 0) / 2).toBe(paneLeft + 99);
});
