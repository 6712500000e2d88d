import type { RawCell, ReadCell } from '@pyairtable/contracts';
import type { CellContext, FieldType } from '@pyairtable/field-types';
import type { FieldModel } from '../model/field-model';

/** What becomes of a cell when its field gets another type. */
export interface ConvertedCell {
  cell: RawCell;
  /** Names in the text that the new field would have to have choices for; the cell is empty until it has. */
  choices: readonly string[];
  /** As people see it: `kept` looks the same, `changed` looks another way, `lost` is empty afterwards. */
  fate: 'kept' | 'changed' | 'lost';
  before: string;
  after: string;
}

/** What became of a cell that people saw as `before`, and see as `after`. */
export function fateOf(cell: RawCell, before: string, after: string): ConvertedCell['fate'] {
  if (cell === null && before !== '') return 'lost';
  return before === after ? 'kept' : 'changed';
}

type Read = Pick<FieldModel, 'behaviour' | 'options'>;

const meaning = ({ family, several }: FieldType) => `${family} ${several === true}`;

/** The cell as the new type keeps it without a detour over its text; undefined where it cannot. */
function directly(cell: ReadCell, from: Read, to: Read, context: CellContext): RawCell | undefined {
  const [source, target] = [from.behaviour, to.behaviour];
  if (target.family === 'checkbox' && source.family === 'number') return Number(cell) === 0 ? null : true;
  if (source.family === 'checkbox' && target.family === 'number') return cell === true ? 1 : null;
  // Choices have ids of their field's own, and not all of a stored text need be shown.
  if (meaning(source) !== meaning(target) || ['choice', 'text'].includes(target.family)) return undefined;
  const outcome = target.check(cell as RawCell, to.options, context);
  return outcome.ok ? outcome.value : undefined;
}

function fromText(text: string, { behaviour, options }: Read, context: CellContext) {
  const nothing = { cell: null, choices: [] as readonly string[] };
  if (text === '') return nothing;
  const outcome = behaviour.normalise(text, options, { ...context, typecast: true });
  if (!outcome.ok || outcome.value.needs?.linkTitles) return nothing;
  const { cell, needs } = outcome.value;
  return needs?.choices ? { cell: null, choices: needs.choices } : { ...nothing, cell };
}

/**
 * A cell as a field of another type or with other options holds it: as it is where both mean the same, else as the new
 * type reads its text, best effort. `context` knows people and the titles of the links in the cell.
 */
export function convertCell(cell: ReadCell, from: Read, to: Read, context: CellContext): ConvertedCell {
  const before = from.behaviour.format(cell, from.options, context);
  const known = cell === null ? null : directly(cell, from, to, context);
  const made = known === undefined ? fromText(before, to, context) : { cell: known, choices: [] };
  const after = to.behaviour.format(made.cell, to.options, context);
  return { ...made, before, after, fate: fateOf(made.cell, before, after) };
}
