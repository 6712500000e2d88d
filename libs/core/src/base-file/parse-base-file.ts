import { MAX_LINKS } from '@pyairtable/field-types';
import { err, ok, type Result } from '@pyairtable/kernel';
import type { BaseFileError, BasePlan, PlannedLinks, PlannedRecord, PlannedTable } from './base-plan';
import { shownField } from '../model/field-model';
import { defineTables } from './define-tables';
import type { DraftBase, DraftField, DraftTable } from './draft';
import { draftRecords, type DraftRows } from './draft-records';
import { fitViews } from './fit-views';
import { Identities } from './identities';
import { LIMITS } from './limits';
import { LinkList } from './link-list';
import { pairLinks } from './pair-links';
import { at, isObject, Problems } from './problems';
import { CellReader } from './read-cells';
import { primaryOf, readAllOptions } from './read-options';
import { checkRepeated, withRules } from './read-rules';
import { readStructure } from './read-structure';
import { readUsers, type KnownUsers } from './read-users';
import { readViewContents } from './read-views';

const KEPT_KEYS: ReadonlySet<string> = new Set([
  'id',
  'name',
  'color',
  'icon',
  'workspace',
  'workspaceId',
  'users',
  'tables',
  'links',
]);

function readWorkspace(
  source: Record<string, unknown>,
  ids: Identities,
  problems: Problems,
): BasePlan['workspace'] {
  const given = source['workspace'];
  if (given === undefined) return undefined;
  const nested = isObject(given) ? given : { name: given, id: source['workspaceId'] };
  const path = isObject(given) ? 'workspace.id' : 'workspaceId';
  const id = nested['id'] === undefined ? undefined : ids.claim('workspace', nested['id'], path);
  const namePath = isObject(given) ? 'workspace.name' : 'workspace';
  const name = problems.name(nested['name'], id, namePath, LIMITS.name);
  return name === undefined ? undefined : { ...(id === undefined ? {} : { id }), name };
}

function readBase(source: Record<string, unknown>, ids: Identities, problems: Problems): BasePlan['base'] {
  const color = problems.optionalText(source['color'], 'color', LIMITS.mark);
  const icon = problems.optionalText(source['icon'], 'icon', LIMITS.mark);
  return {
    id: ids.claim('base', source['id'], 'id'),
    name: problems.name(source['name'], source['id'], 'name', LIMITS.name) ?? '',
    ...(color ? { color } : {}),
    ...(icon ? { icon } : {}),
  };
}

type Outcome = Result<BasePlan, BaseFileError[]>;

/**
 * Reads a base file (already parsed JSON) into a plan, or names all that is wrong with it, up to 100 places; nothing is
 * half taken. Ids in the file are kept, others are minted. `users` gives existing people by the key or e-mail the
 * file uses for them. The format is described in docs/reference/base-file.md. A step reads a record or less, or a link.
 */
export function* baseFileSteps(
  file: unknown,
  { users = {} }: { users?: KnownUsers } = {},
): Generator<void, Outcome> {
  const problems = new Problems();
  const source = problems.object(file, '');
  if (!source) return err(problems.list);
  const ids = new Identities(problems);
  const workspace = readWorkspace(source, ids, problems);
  const base = readBase(source, ids, problems);
  const people = readUsers(source['users'], users, ids, problems);
  const draft = readStructure(source['tables'], ids, problems);
  const pairs = pairLinks(draft, leadingFields(source['links']), ids, problems);
  readAllOptions(draft, problems);
  const ignored = [...Object.keys(source).filter((key) => !KEPT_KEYS.has(key)), ...draft.ignored];

  const rows: Map<DraftTable, DraftRows> = yield* draftRecords(draft, ids, problems);
  const lists = new Map<DraftField, { list: LinkList; reversed: boolean }>();
  const links = pairs.map(({ field, table, linkedTable, inverse }): [PlannedLinks, LinkList] => {
    const list = new LinkList(rows.get(table), rows.get(linkedTable), inverse !== undefined);
    lists.set(field, { list, reversed: false });
    if (inverse) lists.set(inverse, { list, reversed: true });
    const planned = { fieldId: field.field.id, inverseFieldId: inverse?.field.id ?? null, pairs: list.pairs };
    return [planned, list];
  });
  yield* readOrderedLinks(source['links'], links, problems);

  const reader = new CellReader(draft, rows, people, fileNames(source), problems);
  const tables: PlannedTable[] = [];
  for (const table of draft.tables) {
    const primary = primaryOf(table, problems);
    const views = readViewContents(table, problems);
    const records: PlannedRecord[] = [];
    for (const record of rows.get(table)?.records ?? []) {
      const onLinks = (field: DraftField, linked: string[]) => {
        const end = lists.get(field);
        for (const id of linked)
          end?.list.add(...(end.reversed ? ([id, record.id] as const) : ([record.id, id] as const)));
      };
      records.push(reader.record(record, onLinks));
      yield;
    }
    const { id, name, description } = table;
    const nextNumber = problems.optionalNumber(table.given['nextNumber'], at(table.path, 'nextNumber'));
    const planned: PlannedTable = {
      id,
      name,
      ...(description ? { description } : {}),
      primaryFieldId: primary?.field.id ?? '',
      fields: table.fields.map((field) => withRules(field, reader, problems)),
      views,
      ...(nextNumber === undefined ? {} : { nextNumber }),
      records,
    };
    yield* checkRepeated(planned, table, problems);
    tables.push(planned);
  }
  for (const [at, { field }] of pairs.entries()) {
    const full = links[at]?.[1].fullRecord;
    if (full !== undefined)
      problems.add(
        field.path,
        `must give no record, as ${full}, more than ${MAX_LINKS.toLocaleString('en')} links`,
      );
  }
  if (!problems.none) return err(problems.list);
  const plannedLinks = links.map(([planned]) => planned);
  const models = defineTables(base.id, tables, plannedLinks);
  const defined = models.map((model, index): PlannedTable => ({
    ...(tables[index] as PlannedTable),
    fields: model.fields.map(shownField),
    views: fitViews(model, draft.tables[index] as DraftTable, problems, ignored),
  }));
  if (!problems.none) return err(problems.list);
  return ok({
    ...(workspace ? { workspace } : {}),
    base,
    users: people.users,
    tables: defined,
    links: plannedLinks,
    ignored,
    warnings: invalidFields(defined, draft),
  });
}

/** The same at once, for who keeps nobody waiting. */
export function parseBaseFile(...given: Parameters<typeof baseFileSteps>): Outcome {
  const steps = baseFileSteps(...given);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Names of the files that the file describes. */
const fileNames = ({ files }: Record<string, unknown>) => new Set(isObject(files) ? Object.keys(files) : []);

/** Computed fields that are not valid, where they stand in the file. */
function invalidFields(tables: readonly PlannedTable[], draft: DraftBase): BaseFileError[] {
  const paths = new Map(
    draft.tables.flatMap(({ fields }) => fields.map(({ field, path }) => [field.id, path])),
  );
  return tables.flatMap(({ fields }) =>
    fields.flatMap(({ id, options }) => {
      const { reason } = (options ?? {}) as { reason?: string };
      return reason === undefined ? [] : [{ path: paths.get(id) ?? '', message: reason }];
    }),
  );
}

/** Fields under which `links` stands: each leads its pair. */
const leadingFields = (links: unknown) => new Set(isObject(links) ? Object.keys(links) : []);

/** `links: {fieldId: [[recordId, linkedRecordId, place?], …]}`: links in the order they were made, before those of the cells. */
function* readOrderedLinks(
  given: unknown,
  links: readonly [PlannedLinks, LinkList][],
  problems: Problems,
): Generator<void> {
  if (given === undefined) return;
  const source = problems.object(given, 'links');
  for (const [fieldId, pairs] of Object.entries(source ?? {})) {
    const path = at('links', fieldId);
    const list = links.find(([planned]) => planned.fieldId === fieldId)?.[1];
    if (!list) {
      problems.add(path, 'no such link field');
      continue;
    }
    for (const [index, pair] of problems.elements(pairs, path, { limit: LIMITS.links }).entries()) {
      const [own, linked, place] =
        Array.isArray(pair) && (pair.length === 2 || pair.length === 3) ? (pair as unknown[]) : [];
      const known = typeof own === 'string' && typeof linked === 'string' && list.knows(own, linked);
      if (!known) problems.add(at(path, index), 'must name two records of the linked tables');
      else if (place === undefined) list.add(own, linked);
      else if (isPlace(place)) list.add(own, linked, place);
      else problems.add(at(path, index), `must have a whole number from 0 to ${LIMITS.links} for a place`);
      if (problems.full) return;
      yield;
    }
  }
}

const isPlace = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LIMITS.links;
