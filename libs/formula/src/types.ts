/** Kinds of a single value; blank is also the type of ERROR() and of missing branches, neutral when types meet. */
export type ScalarType = 'blank' | 'number' | 'text' | 'date' | 'boolean' | 'mixed';
/**
 * The static type of an expression. `mixed` holds values of several kinds that are told apart only at run time;
 * a list names what its items are. Both engines read these types from the checked tree, so they cannot disagree.
 */
export type FormulaType = ScalarType | `list:${ScalarType}`;

export const isList = (type: FormulaType): type is `list:${ScalarType}` => type.startsWith('list:');

/** Type of a list's items; a scalar is its own item. */
export function itemType(type: FormulaType): ScalarType {
  return (isList(type) ? type.slice('list:'.length) : type) as ScalarType;
}

export const listOf = (item: ScalarType): FormulaType => `list:${item}`;

/** The type of "one of these": blanks vanish, equals stay, numbers absorb booleans never, different kinds are mixed. */
export function unite(types: readonly FormulaType[]): FormulaType {
  const kinds = new Set(types.filter((type) => type !== 'blank'));
  if (kinds.size === 0) return 'blank';
  if (kinds.size === 1) return [...kinds][0] as FormulaType;
  if ([...kinds].every(isList)) return listOf(uniteItems([...kinds]));
  return 'mixed';
}

/** The item type of several lists or scalars flattened into one list. */
export function uniteItems(types: readonly FormulaType[]): ScalarType {
  const united = unite(types.map(itemType));
  return isList(united) ? 'mixed' : united;
}
