import type { FieldTypeName } from '@pyairtable/contracts';
import { useId, useState, type KeyboardEvent } from 'react';
import { typesFound } from './types-found';

/** A list of types that is searched and gone through by keys, from whichever box has the keyboard. */
export function useTypeList(
  types: readonly FieldTypeName[],
  first: FieldTypeName | undefined,
  onChoose: (type: FieldTypeName) => void,
) {
  const id = useId();
  const [search, setSearch] = useState('');
  const [active, setActive] = useState(first);
  const found = typesFound(types, search);
  /** The search ends with a choice. */
  const choose = (type: FieldTypeName) => {
    setSearch('');
    setActive(type);
    onChoose(type);
  };
  const at = Math.max(0, active === undefined ? 0 : found.indexOf(active));

  return {
    id,
    found,
    at,
    activeId: found.length > 0 ? `${id}-${String(at)}` : undefined,
    search,
    find: (text: string) => {
      setSearch(text);
      setActive(undefined);
    },
    point: (index: number) => setActive(found[index]),
    choose,
    press: (event: KeyboardEvent) => {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      const chosen = found[at];
      if (step !== 0 && found.length > 0) {
        const next = (at + step + found.length) % found.length;
        setActive(found[next]);
        document.getElementById(`${id}-${String(next)}`)?.scrollIntoView({ block: 'nearest' });
      } else if (event.key === 'Enter' && chosen) choose(chosen);
      // A search that finds nothing must not send the form.
      else if (event.key !== 'Enter') return;
      event.preventDefault();
    },
  };
}

export type SearchedTypes = ReturnType<typeof useTypeList>;
