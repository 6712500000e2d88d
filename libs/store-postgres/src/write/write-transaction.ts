import type { RecordChanges, SchemaChange } from '@pyairtable/contracts';
import {
  absentLinks,
  absentRecord,
  type AppliedRows,
  type BaseModel,
  changedLinkFields,
  type ChoiceAddition,
  composeRecordChanges,
  fieldModel,
  linkFields,
  type LinkPlan,
  type LinkState,
  planLinks,
  requireChoices,
  sightOf,
  separateLinks,
  withoutAbsent,
  type TableModel,
  waitedFor,
  type WaitingRecordLink,
  WHOLE_SIGHT,
} from '@pyairtable/core';
import { fieldWith } from '@pyairtable/field-types';
import type { Executor } from '../connection/database';
import { gateStatement } from '../connection/base-gate';
import { noteStructureStatement } from '../past/note-structure';
import type { GuardRow } from '../sql/guard';
import { addChangeEntry, entryColumn } from '../sql/change-entry';
import { stateTable, tableName } from '../sql/identifiers';
import { Statement } from '../sql/statement';
import { requireStructureSize } from '../structure/structure-size';
import { answerJson } from './answer';
import { applyLinksStatement } from './apply-links';
import { applyRowsStatement, type RowChanges } from './apply-rows';
import { idInUse } from './id-in-use';
import { lockLinkedStatement, readLinksStatement, type RowRef } from './link-reads';
import { lockTargetsStatement, type LockRow } from './lock-targets';
import { keepWaitingStatement, takeWaitingStatement } from './waiting-record-links';
import type { PlannedWrite, WriteOutcome } from './write-request';

type Change = RecordChanges | SchemaChange;

/**
 * A write that one statement cannot do: links on both sides, choices and records that typecast makes, creates beside
 * updates. A fixed number of statements whatever the number of records and fields, one log entry. `judge` throws
 * unless the guard passed.
 */
export async function writeInTransaction(
  executor: Executor,
  base: BaseModel,
  write: PlannedWrite,
  judge: (guard: GuardRow) => void,
): Promise<WriteOutcome> {
  const { caller, table, set } = write;
  const one = async <T>(statement: Parameters<Executor['rows']>[0]) =>
    (await executor.rows<T>(statement))[0] as T;
  const apply = async (model: BaseModel, rows: RowChanges) => {
    const { applied } = await one<{ applied: AppliedRows }>(applyRowsStatement(model, rows, caller));
    if (applied.created.length !== rows.creates.length) throw idInUse();
    return applied;
  };
  await executor.rows(gateStatement(base.id));

  const targets = [...set.updates.map(({ id }) => id), ...set.deletes];
  const lock = await one<LockRow>(lockTargetsStatement(base, table, caller, targets));
  judge(lock);
  const locked = new Set(lock.targets.map(([, id]) => id));
  const absent = targets.find((id) => !locked.has(id));
  if (absent !== undefined) throw absentRecord(absent, write.absent ?? 'record');
  requireChoices(set.choices, lock.level);

  const changes: Change[] = [];
  const model = set.choices.length > 0 ? withChoices(base, table, set.choices) : base;
  const writing = model.table(table.id);
  for (const choice of set.choices) changes.push(await storeChoices(executor, base, table, choice));
  if (set.choices.length > 0) await requireStructureSize(executor, base.id);
  for (const { table: linked, records } of set.linkedCreations) {
    const rows = { table: linked, creates: records, updates: [], deletes: [], givenIds: false };
    changes.push(...composeRecordChanges(linked, await apply(model, rows), []));
  }

  const separated = separateLinks(writing, set);
  const restored = linkFields(writing).length > 0 ? set.restores.map(({ id }) => id) : [];
  if (restored.length > 0) {
    const { waiting } = await one<{ waiting: WaitingRecordLink[] }>(takeWaitingStatement(base.id, restored));
    separated.links.push(...waitedFor(writing, restored, waiting));
  }
  const numbers = new Map(lock.targets.map(([number, id]) => [id, number]));
  const ownNumbers = [...numbers.values()];
  let linked: Record<string, RowRef[]> = {};
  let plans: LinkPlan[] = [];
  // What comes back was linked by who could: its links are the log's.
  const sight = set.restores.length > 0 ? WHOLE_SIGHT : sightOf(caller);
  if (separated.links.length > 0) {
    ({ linked } = await one<{ linked: Record<string, RowRef[]> }>(
      lockLinkedStatement(model, separated.links, ownNumbers, sight),
    ));
    const { state, members = [] } = await one<{ state: Record<string, LinkState>; members?: RowRef[] }>(
      readLinksStatement(model, table.id, separated.links, ownNumbers, linked, set.lists.length > 0),
    );
    for (const [number, id] of members) numbers.set(id, number);
    const there = new Map(
      Object.entries(linked).map(([tableId, refs]) => [tableId, new Set(refs.map(([, id]) => id))]),
    );
    // Records of this very write may link to each other: they are inserted before their links.
    for (const { id } of separated.creates) there.get(table.id)?.add(id);
    const exists = (tableId: string, id: string) => there.get(tableId)?.has(id) ?? false;
    const links = set.restores.length > 0 ? withoutAbsent(separated.links, exists) : separated.links;
    const waiting = restored.length > 0 ? absentLinks(separated.links, exists) : [];
    if (waiting.length > 0) await executor.rows(keepWaitingStatement(base.id, waiting));
    plans = planLinks(links, state, exists, set.lists);
  }

  const linkedBy = changedLinkFields(plans, table.id);
  const rows = {
    table: writing,
    creates: separated.creates,
    updates: separated.updates.map((update) => ({ ...update, linked: linkedBy.get(update.id) ?? [] })),
    deletes: set.deletes,
    // What comes back has the ids that it had.
    givenIds: set.givenIds || set.restores.length > 0,
  };
  const applied = await apply(model, rows);
  for (const refs of Object.values(linked)) for (const [number, id] of refs) numbers.set(id, number);
  for (const { id, n } of applied.created) numbers.set(id, n);
  if (plans.length > 0) {
    const written = new Set([...applied.created, ...applied.updated, ...applied.deleted].map(({ id }) => id));
    await executor.rows(
      applyLinksStatement(model, writing, withoutDeleted(plans, set.deletes), numbers, written, caller),
    );
  }
  changes.push(...composeRecordChanges(writing, applied, plans));
  return finish(executor, model, { ...write, table: writing }, changes);
}

/** Deleted records take their links along. */
function withoutDeleted(plans: readonly LinkPlan[], deletes: readonly string[]): LinkPlan[] {
  const gone = new Set(deletes);
  return plans.map((plan) => ({
    ...plan,
    removed: plan.removed.filter((pair) => !pair.some((id) => gone.has(id))),
  }));
}

/** The model with longer lists of choices, still at the version that the guard compares. */
function withChoices(base: BaseModel, table: TableModel, choices: readonly ChoiceAddition[]): BaseModel {
  const options = new Map(choices.map((choice) => [choice.field.id, choice.options]));
  const fields = table.fields.map((field) => {
    const extended = options.get(field.id);
    return extended ? fieldModel(fieldWith(field, extended), field.link, field.stamped) : field;
  });
  return base.withTable(table.withFields(fields));
}

async function storeChoices(
  executor: Executor,
  base: BaseModel,
  table: TableModel,
  { field, options }: ChoiceAddition,
): Promise<SchemaChange> {
  await executor.rows({
    text: `UPDATE ${stateTable(base.id, 'field')} SET options = $2 WHERE id = $1`,
    parameters: [field.id, JSON.stringify(options)],
  });
  return {
    kind: 'schema',
    schemaVersion: base.schemaVersion + 1,
    action: 'field.updated',
    tableId: table.id,
    fieldId: field.id,
    before: { options: field.options },
    after: { options },
  };
}

/** Last statement: number, entry unless nothing changed, and answer. It begins after all others, so the answer shows what they wrote. */
async function finish(
  executor: Executor,
  base: BaseModel,
  { caller, table, set, opId, undoes, answer, report }: PlannedWrite,
  changes: readonly Change[],
): Promise<WriteOutcome> {
  const statement = new Statement(base.id, sightOf(caller));
  const changed = changes.length > 0;
  if (changed) {
    addChangeEntry(statement, {
      baseId: base.id,
      schemaVersion: base.schemaVersion,
      caller,
      opId,
      undoes,
      when: 'true',
      changes: `${statement.bind(JSON.stringify(changes))}::text`,
      changesSchema: set.choices.length > 0,
    });
  }
  const records = answer
    ? `(SELECT string_agg(${answerJson(base, table, caller, statement, answer)}, ',' ORDER BY o.at)
        FROM unnest(${statement.bind(report.recordIds)}::text[]) WITH ORDINALITY AS o(id, at) JOIN ${tableName(base.id, table.id)} t ON t.id = o.id)`
    : `''`;
  const [row] = await executor.rows<{ seq: number | null; records: string | null }>(
    statement.finish(`SELECT ${changed ? entryColumn('true') : 'NULL AS seq'}, ${records} AS records`),
  );
  if (row?.seq && set.choices.length > 0) await executor.rows(noteStructureStatement(base.id, row.seq));
  return { seq: row?.seq ?? null, records: row?.records ?? '' };
}
