'use client';
import { useState } from 'react';

/** The parts of a list, each with a key of its own for as long as it is in the list. */
export interface KeyedList<T> {
  values: readonly T[];
  keys: readonly number[];
  /** The key of the part that comes to it next. */
  next: number;
}

/**
 * The list as somebody has changed it, with the keys of the parts that are still there. They have no ids: a part is the one that
 * was the same, or, where as many stand between two such parts as before, the one that stood there.
 */
export function followed<T>(list: KeyedList<T>, values: readonly T[]): KeyedList<T> {
  if (values === list.values) return list;
  const texts = list.values.map((value) => JSON.stringify(value));
  const keys: number[] = [];
  let { next } = list;
  /** Where the parts begin, in the list of before, that no part of the new one is the same as yet. */
  let from = 0;
  let changed = 0;
  const between = (end: number) => {
    const isAsMany = end - from === changed;
    for (let at = 0; at < changed; at += 1) keys.push(isAsMany ? (list.keys[from + at] as number) : next++);
  };
  for (const value of values) {
    const same = texts.indexOf(JSON.stringify(value), from);
    if (same < 0) {
      changed += 1;
      continue;
    }
    between(same);
    keys.push(list.keys[same] as number);
    from = same + 1;
    changed = 0;
  }
  between(texts.length);
  return { values, keys, next };
}

/** A list that others may change as well. */
export function useKeyedList<T>(values: readonly T[]): KeyedList<T> {
  const [list, setList] = useState<KeyedList<T>>(() => ({
    values,
    keys: values.map((_, at) => at),
    next: values.length,
  }));
  const shown = followed(list, values);
  if (shown !== list) setList(shown);
  return shown;
}

/** The list as it is now, with something else in the place of a part; undefined where that is gone, or takes no change. */
export function withPart<T>(
  list: KeyedList<T>,
  key: number | undefined,
  now: readonly T[],
  change: (part: T) => T | undefined,
): T[] | undefined {
  const at = placeOf(list, key, now);
  const part = at < 0 ? undefined : change(now[at] as T);
  return part === undefined ? undefined : now.with(at, part);
}

/** The list as it is now, without a part; undefined where that is gone already. */
export function withoutPart<T>(
  list: KeyedList<T>,
  key: number | undefined,
  now: readonly T[],
): T[] | undefined {
  const at = placeOf(list, key, now);
  return at < 0 ? undefined : now.toSpliced(at, 1);
}

const placeOf = <T>(list: KeyedList<T>, key: number | undefined, now: readonly T[]): number =>
  key === undefined ? -1 : followed(list, now).keys.indexOf(key);
