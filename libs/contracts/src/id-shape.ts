import { ID_PREFIXES, type IdKind } from '@pyairtable/kernel';
import Type from 'typebox';

/** An id of one of the kinds. */
export const id = (...kinds: [IdKind, ...IdKind[]]) => {
  const prefixes = kinds.map((kind) => ID_PREFIXES[kind]);
  return Type.String({
    pattern: `^${prefixes.length === 1 ? prefixes[0] : `(${prefixes.join('|')})`}[0-9A-Za-z]{14}$`,
  });
};
