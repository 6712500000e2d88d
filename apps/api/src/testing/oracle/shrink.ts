import { takeLine } from './chapter';
import type { Engine } from './engine';
import { type GivenCells, isReading, type Line } from './steps';

/** Whether lines fail on a base of their own, and how. Those that speak of what is not there are left out. */
async function failure(engine: Engine, lines: readonly Line[]): Promise<unknown> {
  try {
    await engine.make(lines);
    for (const line of lines) {
      const { base } = engine;
      if (isReading(line) ? base.knows(line) : line.do !== 'table' && base.allows(line))
        await takeLine(engine, isReading(line) ? line : base.fitting(line));
    }
  } catch (error) {
    return error;
  } finally {
    engine.window?.close();
  }
  return undefined;
}

/** Without each of the lines, many at once first; the tables and what failed stay. */
function* withFewerLines(lines: readonly Line[]): Generator<readonly Line[]> {
  for (let size = Math.ceil(lines.length / 2); size > 0; size = Math.floor(size / 2))
    for (let at = 0; at < lines.length - 1; at += size) {
      const left = lines.filter(
        (line, place) =>
          place < at ||
          place >= at + size ||
          place === lines.length - 1 ||
          (!isReading(line) && line.do === 'table'),
      );
      if (left.length < lines.length) yield left;
    }
}

/** With fewer records and cells in the lines that write some. */
function* withFewerCells(lines: readonly Line[]): Generator<readonly Line[]> {
  for (const [at, line] of lines.entries()) {
    if (isReading(line) || (line.do !== 'create' && line.do !== 'update')) continue;
    const instead = (records: typeof line.records) => lines.with(at, { ...line, records });
    for (const [place, { key, cells }] of line.records.entries()) {
      if (line.records.length > 1) yield instead(line.records.toSpliced(place, 1));
      for (const gone of Object.keys(cells)) {
        const left: GivenCells = Object.fromEntries(
          Object.entries(cells).filter(([field]) => field !== gone),
        );
        yield instead(line.records.with(place, { key, cells: left }));
      }
    }
  }
}

/**
 * The shortest lines found within `ms` that fail on a base of their own; `engine` makes one. undefined when they do not
 * fail again.
 */
export async function shrink(
  engine: () => Engine,
  lines: readonly Line[],
  ms: number,
): Promise<{ lines: readonly Line[]; error: unknown } | undefined> {
  const until = Date.now() + ms;
  let error = await failure(engine(), lines);
  if (error === undefined) return undefined;
  let shortest = lines;
  const isShorter = async (shorter: readonly Line[]) => {
    const found = await failure(engine(), shorter);
    if (found === undefined) return false;
    error = found;
    shortest = shorter;
    return true;
  };
  for (const shorten of [withFewerLines, withFewerCells, withFewerLines]) {
    for (let changed = true; changed;) {
      changed = false;
      for (const shorter of shorten(shortest)) {
        if (Date.now() > until) return { lines: shortest, error };
        if (await isShorter(shorter)) {
          changed = true;
          break;
        }
      }
    }
  }
  return { lines: shortest, error };
}
