import fc from 'fast-check';
import { evenGroups, groupedRows } from '../testing/groups';
import { ADD_LINE_HEIGHT, GROUP_HEAD_HEIGHT, GroupedRows } from './grouped-rows';
import type { GridGroup, Stop } from './groups';
import { shownRows, shownSpans } from './row-layout';

/** Groups of any sizes, some empty, to three levels. */
const anyGroups = fc
  .array(fc.record({ count: fc.nat(4), closes: fc.nat(2) }), { minLength: 1, maxLength: 12 })
  .map((runs) => {
    const groups: (GridGroup & { end: number })[] = [];
    const open: (GridGroup & { end: number })[] = [];
    let start = 0;
    for (const { count, closes } of runs) {
      open.length = Math.min(open.length, closes);
      while (open.length < 3) {
        const group = { key: `g${groups.length}`, level: open.length, start, count: 0, end: start };
        groups.push(group);
        open.push(group);
      }
      start += count;
      for (const group of open) group.count += count;
    }
    return { groups, rowCount: start };
  });

interface Line {
  kind: 'head' | 'row' | 'add';
  of: number;
  top: number;
  height: number;
}

/** The lines one after the other, as anyone would draw them. */
function linesOf(groups: readonly GridGroup[], collapsed: ReadonlySet<string>, canAdd: boolean): Line[] {
  const lines: Line[] = [];
  let top = 0;
  const add = (kind: Line['kind'], of: number, height: number): void => {
    lines.push({ kind, of, top, height });
    top += height;
  };
  let hiding = Infinity;
  groups.forEach((group, at) => {
    if (group.level > hiding) return;
    hiding = collapsed.has(group.key) ? group.level : Infinity;
    add('head', at, GROUP_HEAD_HEIGHT);
    const isInnermost = (groups[at + 1]?.level ?? 0) <= group.level;
    if (hiding < Infinity || !isInnermost) return;
    for (let row = group.start; row < group.start + group.count; row++) add('row', row, 32);
    if (canAdd) add('add', at, ADD_LINE_HEIGHT);
  });
  return lines;
}

describe('GroupedRows', () => {
  it('answers as the lines do when they are counted one by one', () => {
    fc.assert(
      fc.property(
        anyGroups,
        fc.array(fc.nat(30), { maxLength: 6 }),
        fc.boolean(),
        fc.tuple(fc.nat(1_500), fc.nat(300)),
        ({ groups, rowCount }, closed, canAdd, [from, size]) => {
          const collapsed = new Set(closed.map((at) => `g${at}`));
          const layout = new GroupedRows(rowCount, 32, groups, collapsed, canAdd);
          const lines = linesOf(groups, collapsed, canAdd);
          const rows = lines.filter(({ kind }) => kind === 'row');
          const stops = lines.filter(({ kind }) => kind !== 'add');
          expect(layout.height).toBe(lines.reduce((sum, { height }) => sum + height, 0));
          expect(layout.shownCount).toBe(rows.length);
          expect(layout.lineCount).toBe(stops.length);
          const shown = new Map(rows.map((line, rank) => [line.of, { line, rank }]));
          for (let row = 0; row < rowCount; row++) {
            const place = shown.get(row);
            expect(layout.isShown(row)).toBe(place !== undefined);
            expect(layout.rank(row)).toBe(rows.filter(({ of }) => of < row).length);
            if (!place) expect(layout.bottom(row)).toBe(layout.top(row));
            else {
              expect(layout.atRank(place.rank)).toBe(row);
              expect([layout.top(row), layout.bottom(row)]).toEqual([place.line.top, place.line.top + 32]);
              expect(layout.at(place.line.top + 16)).toBe(row);
              expect(layout.line(row)).toBe(stops.indexOf(place.line));
            }
          }
          expect(layout.rank(rowCount)).toBe(rows.length);
          for (const line of lines) {
            if (line.kind === 'row') expect(layout.lineAt(line.top)).toBeNull();
            else
              expect(layout.lineAt(line.top)).toEqual({
                kind: line.kind,
                group: line.of,
                top: line.top,
                height: line.height,
              });
            if (line.kind === 'head') expect(layout.lineOfHead(line.of)).toBe(stops.indexOf(line));
          }
          const touching = (line: Line): boolean => line.top + line.height > from && line.top <= from + size;
          const found = layout.lines(from, from + size);
          expect(found.map(({ top }) => top)).toEqual(
            lines.filter((line) => line.kind !== 'row' && touching(line)).map(({ top }) => top),
          );
          const inSpans = layout.spans(from, from + size).flatMap(({ start, end }) => range(start, end));
          const near = rows.filter(({ top, height }) => top + height > from - 1 && top < from + size + 1);
          expect(inSpans).toEqual(near.map(({ of }) => of));
          expect([...shownRows(layout, { top: 0, bottom: rowCount - 1 })]).toEqual(rows.map(({ of }) => of));
        },
      ),
    );
  });

  it('leads from the first head over all lines to the last, and back', () => {
    fc.assert(
      fc.property(anyGroups, fc.array(fc.nat(30), { maxLength: 6 }), ({ groups, rowCount }, closed) => {
        const collapsed = new Set(closed.map((at) => `g${at}`));
        const layout = new GroupedRows(rowCount, 32, groups, collapsed, true);
        const stops = linesOf(groups, collapsed, false).map(({ kind, of }) =>
          kind === 'head' ? { head: of } : { row: of },
        );
        for (const by of [1, -1] as const) {
          const way: Stop[] = [];
          let at: Stop | null = (by === 1 ? stops[0] : stops.at(-1)) ?? null;
          for (; at; at = layout.next(at, by)) way.push(at);
          expect(way).toEqual(by === 1 ? stops : [...stops].reverse());
        }
      }),
    );
  });

  it('names the head that shows for a row that is folded away', () => {
    const rows = groupedRows({ rowCount: 40, perGroup: [20, 10], collapsed: ['1'] });
    expect(rows.groups[rows.standIn(rows.groupOf(35))]?.key).toBe('1');
    expect(rows.groups[rows.standIn(rows.groupOf(15))]?.key).toBe('0/1');
    expect(rows.groups[rows.parent(rows.groupOf(15))]?.key).toBe('0');
    expect(rows.parent(0)).toBe(-1);
  });

  it('keeps rows that the groups do not count yet with the last, and leaves out those that are gone', () => {
    const groups = evenGroups(40, [20]);
    expect(new GroupedRows(42, 32, groups, new Set(), false).shownCount).toBe(42);
    expect(new GroupedRows(30, 32, groups, new Set(), false).shownCount).toBe(30);
    expect(new GroupedRows(10, 32, groups, new Set(), false).shownCount).toBe(10);
  });

  it('finds the runs around some rows across what is folded away', () => {
    const rows = groupedRows({ rowCount: 100, perGroup: [20], collapsed: ['1'] });
    expect(shownSpans(rows, 18, 22)).toEqual([
      { start: 18, end: 20 },
      { start: 40, end: 42 },
    ]);
    expect(shownSpans(rows, -5, 3)).toEqual([{ start: 0, end: 3 }]);
    expect(shownSpans(groupedRows({ collapsed: ['0', '1', '2', '3', '4'] }), -5, 5)).toEqual([]);
  });
});

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, at) => start + at);
}
