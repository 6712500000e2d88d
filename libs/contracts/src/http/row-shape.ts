import Type from 'typebox';
import type { Row as SomeRow } from '../records';
import { id, time } from './shapes';

/**
 * A record as our own programs read it. `n`: its order of creation in the table. `cells`: raw, by field id, as `field types` in the docs has them; links
 * with their titles; empty cells are absent.
 */
export const Row = Type.Unsafe<SomeRow>(
  Type.Object({
    id: id('record'),
    n: Type.Integer(),
    createdTime: time(),
    cells: Type.Record(Type.String(), Type.Unknown()),
  }),
);
