import { type Choice, type Field, type FieldRules, sameValue } from '@pyairtable/contracts';
import { fieldType, isSelect } from '@pyairtable/field-types';
import type { FieldUpdate } from './field-draft';
import { withShown } from '@/views/field-order';
import { rulesChange } from './written-rules';

type Options = Readonly<Record<string, unknown>>;

/** What turns a field back, request by request. */
export interface FieldBack {
  requests: FieldUpdate[];
  /** Whether something of it stays as others have made it since. */
  isPart: boolean;
}

/** Options that the server works out: they follow from the others. */
function workedOut({ type }: Field): readonly string[] {
  if (fieldType(type).family === 'query') return ['isValid', 'reason', 'referencedFieldIds', 'result'];
  return type === 'aiText' ? ['referencedFieldIds'] : ['isValid'];
}

/** Counts what stays as others have made it. */
class Merge {
  isPart = false;

  /** What is to stand for what is there `now`: what was there before, unless somebody made it another since. */
  part<T>(from: T, to: T, now: T): T {
    if (sameValue(from, to) || sameValue(now, to)) return now;
    if (sameValue(from, now)) return to;
    this.isPart = true;
    return now;
  }

  choices(from: readonly Choice[], to: readonly Choice[], now: readonly Choice[], areTakenOut: boolean) {
    const byId = (those: readonly Choice[]) => new Map(those.map((choice) => [choice.id, choice]));
    const [was, shall, is] = [byId(from), byId(to), byId(now)];
    const names = new Set(now.map(({ name }) => name));
    const missing = to.filter(({ id }) => !was.has(id) && !is.has(id));
    const back = missing.filter(({ name }) => !names.has(name));
    if (back.length < missing.length) this.isPart = true;
    for (const { name } of back) names.add(name);
    const kept = now
      .filter(({ id }) => !(areTakenOut && was.has(id) && !shall.has(id)))
      .map((choice) => {
        const [before, after] = [was.get(choice.id), shall.get(choice.id)];
        if (!before || !after) return choice;
        const wanted = this.part(before.name, after.name, choice.name);
        // Somebody has given its name to another.
        const name = wanted === choice.name || !names.has(wanted) ? wanted : choice.name;
        if (name !== wanted) this.isPart = true;
        names.add(name);
        const color = this.part(before.color, after.color, choice.color);
        return { ...choice, name, ...(color === undefined ? {} : { color }) };
      });
    const order = (those: readonly Choice[]) =>
      those.map(({ id }) => id).filter((id) => was.has(id) && shall.has(id));
    const present = (ids: readonly string[]) => ids.filter((id) => is.has(id));
    const wanted = this.part(present(order(from)), present(order(to)), order(now));
    const ids = kept.map(({ id }) => id);
    const ordered = sameValue(wanted, order(now)) ? ids : [...new Set([...wanted, ...ids])];
    const all = byId([...kept, ...back]);
    const list = withShown(ordered, [...shall.keys()], [...byId(back).keys()]).flatMap(
      (id) => all.get(id) ?? [],
    );
    const gone = areTakenOut ? [] : from.filter(({ id }) => !shall.has(id) && is.has(id));
    return { back, gone, list };
  }
}

/**
 * What turns a field `from` what it was before or behind a change into what it was `to` its other side; `now` is the field as
 * others have left it since: what they made of it stays. Choices come back by their ids, which the cells still hold. Of
 * those that go `areTakenOut` tells whether a person took them out, as a change that is done again may: those that the
 * change made go where nothing uses them.
 */
export function fieldBack(from: Field, to: Field, now: Field, areTakenOut = false): FieldBack {
  const merge = new Merge();
  const name = merge.part(from.name, to.name, now.name);
  const description = merge.part(from.description, to.description, now.description);
  const [were, wanted, theirs]: Options[] = [{ ...from.options }, { ...to.options }, { ...now.options }];
  const worked = workedOut(to);
  const keys = Object.keys({ ...were, ...wanted }).filter(
    (key) => key !== 'choices' && !worked.includes(key),
  );
  const changed = keys.flatMap((key) => {
    const value = merge.part(were?.[key], wanted?.[key], theirs?.[key]);
    // What was not there before, such as a condition, is taken away.
    return sameValue(value, theirs?.[key]) ? [] : [[key, value ?? null] as const];
  });
  const rules: FieldRules = {};
  for (const rule of ['default', 'required', 'unique'] as const)
    Object.assign(rules, { [rule]: merge.part(from.rules?.[rule], to.rules?.[rule], now.rules?.[rule]) });
  const choices =
    isSelect(from) && isSelect(to) && isSelect(now)
      ? merge.choices(from.options.choices, to.options.choices, now.options.choices, areTakenOut)
      : null;
  const theirChoices = isSelect(now) ? now.options.choices : [];
  if (choices && !sameValue(choices.list, [...theirChoices, ...choices.back]))
    changed.push(['choices', choices.list]);
  const own = fieldType(now.type).family === 'query' ? {} : theirs;
  const update: FieldUpdate = {
    ...(name === now.name ? {} : { name }),
    ...(description === now.description ? {} : { description: description ?? null }),
    ...(changed.length > 0 ? { options: { ...own, ...Object.fromEntries(changed) } } : {}),
    ...rulesChange(rules, now.rules ?? {}),
  };
  return {
    requests: [
      ...(choices && choices.back.length > 0 ? [{ addChoices: choices.back }] : []),
      ...(Object.keys(update).length > 0 ? [update] : []),
      ...(choices && choices.gone.length > 0 ? [{ dropChoices: choices.gone.map(({ id }) => id) }] : []),
    ],
    isPart: merge.isPart,
  };
}
