'use client';
import { useState } from 'react';
import { moved } from '@/fields/moved';

/** The parts of a list, each with a key of its own for as long as it is in the list. */
export interface KeyedList<T> {
  values: readonly T[];
  keys: readonly number[];
  /** The key of the part that comes to it next. */
  next: number;
}

/**
 * The list as somebody has changed it, with the keys of the parts that are still there. They have no ids: a part is the one that
 * was the same, wherever it stands now, or, where as many stand between two that stayed as before, the one that stood there.
 */
export function followed<T>(list: KeyedList<T>, values: readonly T[]): KeyedList<T> {
  if (values === list.values) return list;
  const before = list.values.map((value) => JSON.stringify(value));
  const texts = values.map((value) => JSON.stringify(value));
  const stayed = new Map<number, number>();
  let from = 0;
  for (const [at, text] of texts.entries()) {
    const same = before.indexOf(text, from);
    if (same < 0) continue;
    stayed.set(at, same);
    from = same + 1;
  }
  const known = new Set(stayed.values());
  const keys: number[] = [];
  let { next } = list;
  /** Where the parts begin, in the list of before, that no part of the new one is the same as yet. */
  let begin = 0;
  let changed: number[] = [];
  const between = (end: number) => {
    const left = list.keys.slice(begin, end).filter((_, at) => !known.has(begin + at));
    for (const [at, place] of changed.entries())
      keys[place] = left.length === changed.length ? (left[at] as number) : next++;
    changed = [];
  };
  const others = [...texts.keys()].filter((at) => !stayed.has(at));
  for (const at of others) {
    const elsewhere = before.findIndex((text, place) => text === texts[at] && !known.has(place));
    if (elsewhere < 0) continue;
    known.add(elsewhere);
    keys[at] = list.keys[elsewhere] as number;
  }
  for (const at of texts.keys()) {
    const place = stayed.get(at);
    if (place !== undefined) {
      between(place);
      keys[at] = list.keys[place] as number;
      begin = place + 1;
    } else if (keys[at] === undefined) changed.push(at);
  }
  between(before.length);
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

/** The list as it is now, with a part so many places further on; undefined where that is gone, or has no such place. */
export function withMoved<T>(
  list: KeyedList<T>,
  key: number | undefined,
  now: readonly T[],
  by: number,
): T[] | undefined {
  const at = placeOf(list, key, now);
  const to = at + by;
  return at < 0 || by === 0 || to < 0 || to >= now.length ? undefined : moved(now, at, to);
}

const placeOf = <T>(list: KeyedList<T>, key: number | undefined, now: readonly T[]): number =>
  key === undefined ? -1 : followed(list, now).keys.indexOf(key);
