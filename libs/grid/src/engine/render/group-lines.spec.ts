import { recordingContext } from '../../testing/recording-context';
import { groupedRows } from '../../testing/groups';
import { layoutOf, penOn, sceneOf } from '../../testing/scenes';
import type { Scene } from '../scene';
import { paintRegions } from './frame';

const rows = groupedRows({ rowCount: 40, perGroup: [20, 4], collapsed: ['0/0'], canAdd: true });

function texts(changes: Partial<Scene> = {}): readonly string[] {
  const { recorder, ctx } = recordingContext();
  const layout = layoutOf({ rows });
  const scene = sceneOf({
    layout,
    groupHead: (group) => ({
      label: rows.level(group) === 0 ? { kind: 'text', text: `label ${group}` } : null,
      title: 'Status',
    }),
    groupSummary: (group, column) => (column.id === 'c2' ? `sum ${group}` : undefined),
    ...changes,
  });
  paintRegions(penOn(ctx), scene, [{ x: 0, y: 0, width: layout.width, height: layout.height }]);
  expect(recorder.named('save').length).toBe(recorder.named('restore').length);
  return recorder.texts;
}

describe('heads', () => {
  it('say what their rows have in common, how many they are, and the summaries of columns', () => {
    const painted = texts();
    for (const text of ['label 0', '20', 'sum 0', '(Empty)', '4', 'sum 1']) expect(painted).toContain(text);
  });

  it('stand in for rows that are folded away, and end an open group by a line that adds a record', () => {
    const painted = texts();
    expect(painted).not.toContain('0:c0');
    expect(painted).toContain('4:c0');
    expect(painted.filter((text) => text === 'New record')).toHaveLength(1);
  });

  it('stay above the rows of their group while it scrolls', () => {
    const painted = texts({ scroll: { left: 0, top: 160 } });
    expect(painted.filter((text) => text === 'label 0')).toHaveLength(1);
    expect(painted).toContain('sum 0');
  });

  it('move their summaries with the columns and keep their label', () => {
    const painted = texts({ scroll: { left: 300, top: 0 } });
    expect(painted).toContain('label 0');
    expect(painted).not.toContain('sum 0');
  });
});
