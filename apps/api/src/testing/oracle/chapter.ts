import { compare } from './compare';
import { Draw } from '@pyairtable/testkit';
import { drawReading, drawSort } from './draw-readings';
import { drawStep } from './draw-steps';
import { drawComputed, drawDefinition, drawLinks, drawTables, Keys } from './draw-structure';
import type { Engine } from './engine';
import { isReading, type Line, type Step } from './steps';

/** Share of bases with many computed fields, which take most of the time: each reading plans a statement of its own. */
const WIDE = 0.2;

/** Cells are worked out when they are read, so that a fault of one change is there after the next: the long form reads every table after each. */
const READS_ALL = process.env['SOAK'] !== undefined;

/** One random base and the sequences of changes that it goes through, told by a seed. */
export class Chapter {
  /** What was done to the base, and last what was read of it. */
  readonly lines: Line[] = [];
  private readonly draw: Draw;
  private readonly keys = new Keys();

  /** `isShown`: somebody has the base open in a browser meanwhile. */
  constructor(
    private readonly engine: Engine,
    seed: number,
    private readonly isShown: boolean,
  ) {
    this.draw = new Draw(seed);
  }

  /** Makes the base. */
  async open(): Promise<void> {
    const { draw, keys, engine } = this;
    const { base } = engine;
    for (const line of drawTables(draw, keys)) this.lines.push(line);
    await engine.make(this.lines);
    for (const link of drawLinks(draw, keys, base)) await this.take(link);
    const [least, most] = draw.chance(WIDE) ? [8, 12] : [4, 7];
    for (let count = draw.between(least, most); count > 0; count--) {
      const step = drawComputed(draw, keys, base);
      if (step) await this.take(step);
    }
    for (const table of base.tables) {
      const [primary] = table.fields;
      if (primary?.type !== 'formula') continue;
      const definition = drawDefinition(draw, base, table, 'formula', primary.key);
      if (definition) await this.take({ do: 'redefine', field: primary.key, definition });
    }
    if (!this.isShown) return;
    for (const { key, fields } of base.tables)
      if (draw.chance(0.6)) await this.take({ do: 'arrange', table: key, sort: drawSort(draw, fields, 1) });
    await this.take({ do: 'open' });
  }

  /** A few changes, after each what is read of a table, and after the last of every one. */
  async sequence(): Promise<void> {
    const { draw, keys, engine } = this;
    for (let left = draw.between(3, 4) - 1; left >= 0; left--) {
      const step: Step = drawStep(draw, keys, engine.base);
      await this.take(step);
      if ((step.do === 'create' || step.do === 'update') && step.by === 'v0')
        await this.take({
          read: 'answer',
          table: step.table,
          records: step.records.map(({ key }) => key),
        });
      const { tables } = engine.base;
      if ('field' in step || step.do === 'field')
        for (const { key } of tables) await this.take({ read: 'validity', table: key });
      for (const { key } of READS_ALL || left === 0 ? tables : [draw.one(tables)])
        await this.take(drawReading(draw, engine.base, key));
    }
    if (engine.window)
      for (const { key } of engine.base.tables) await this.take({ read: 'window', table: key });
  }

  private async take(line: Line): Promise<void> {
    this.lines.push(line);
    await takeLine(this.engine, line);
    // A reading changes nothing: it is told only where it fails.
    if (isReading(line)) this.lines.pop();
  }
}

/** Does what the line says: to the engine and the plain base alike, or reads and compares. */
export const takeLine = (engine: Engine, line: Line): Promise<void> =>
  isReading(line) ? compare(engine, line) : engine.do(line);
