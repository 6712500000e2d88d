import type { RawCell } from '@pyairtable/contracts';
import { fieldAs, fieldType, MAX_LINKS, readAiCell, type CellContext } from '@pyairtable/field-types';
import { fieldModel } from '../model/field-model';
import type { PlannedRecord } from './base-plan';
import type { DraftRecord, DraftRows, StampKey } from './draft-records';
import type { DraftBase, DraftField, DraftTable } from './draft';
import { at, inside, isObject, type Place, type Problems } from './problems';
import type { People } from './read-users';
import { valueAt } from './repeated-value';

const NO_TITLES: ReadonlyMap<string, string> = new Map();

/** Reads the cells of the records; links are handed on as record ids, everything else becomes a raw cell. */
export class CellReader {
  constructor(
    private readonly base: DraftBase,
    private readonly rows: ReadonlyMap<DraftTable, DraftRows>,
    private readonly people: People,
    /** What the file describes beside its tables, and cells may name. */
    private readonly fileNames: ReadonlySet<string>,
    private readonly problems: Problems,
  ) {}

  private context(field: DraftField): CellContext & { typecast: boolean } {
    const users = this.people.byId;
    return {
      fieldName: field.field.name,
      timeZone: 'UTC',
      locale: 'en',
      users,
      titles: NO_TITLES,
      typecast: false,
    };
  }

  /** A record with every cell but its links; `onLinks` receives those. */
  record(draft: DraftRecord, onLinks: (field: DraftField, recordIds: string[]) => void): PlannedRecord {
    const planned: PlannedRecord = { id: draft.id, ...this.stamps(draft), ...this.times(draft), cells: {} };
    const seen = new Set<DraftField>();
    for (const { field, value, place } of draft.cells) {
      if (this.problems.full) break;
      if (seen.has(field)) this.problems.add(place, 'this field stands twice in the record');
      seen.add(field);
      const given = valueAt(value, draft.turn);
      if (given === null || given === undefined || field.broken) continue;
      if (fieldType(field.field.type).family === 'links') {
        onLinks(field, this.links(field, given, place));
        continue;
      }
      const cell = this.cell(field, given, place);
      if (cell !== null && cell !== undefined) planned.cells[field.field.id] = cell;
    }
    return planned;
  }

  private stamps({ stamps, path }: DraftRecord): Partial<Record<StampKey, string>> {
    const read: Partial<Record<StampKey, string>> = {};
    for (const [key, value] of Object.entries(stamps) as [StampKey, unknown][]) {
      const text = key.endsWith('Time') ? this.instant(value) : this.people.find(value)?.id;
      if (text === undefined)
        this.problems.add(at(path, key), key.endsWith('Time') ? 'must be an ISO time' : 'no such user');
      else read[key] = text;
    }
    return read;
  }

  private times({ times }: DraftRecord): Pick<PlannedRecord, 'cellTimes'> {
    const read = times.flatMap(({ field, value, place }) => {
      const instant = this.instant(value) ?? this.problems.add(place, 'must be an ISO time');
      return instant === undefined ? [] : [[field.field.id, instant] as const];
    });
    return read.length === 0 ? {} : { cellTimes: Object.fromEntries(read) };
  }

  private instant(value: unknown): string | undefined {
    const options = { timeZone: 'utc' };
    const context = {
      fieldName: '',
      timeZone: 'UTC',
      locale: 'en',
      users: this.people.byId,
      titles: NO_TITLES,
    };
    const outcome = fieldType('dateTime').normalise(value, options, { ...context, typecast: false });
    return outcome.ok && typeof outcome.value.cell === 'string' ? outcome.value.cell : undefined;
  }

  /** A cell that is no link. */
  cell(draft: DraftField, given: unknown, place: Place): RawCell | undefined {
    const { type: name, options } = draft.field;
    const type = fieldType(name);
    if (type.computed) return this.computedCell(draft, given, place);
    if (type.family === 'person')
      return type.several ? this.personIds(draft, given, place) : this.personId(given, place);
    if (type.family === 'file') return this.files(draft, given, place);
    const outcome = type.normalise(given, options, this.context(draft));
    return outcome.ok ? outcome.value.cell : this.problems.add(place, outcome.error.message);
  }

  /** Attachments as stored, or as programs give them; what names a file is left out: its bytes are not kept yet. */
  private files(draft: DraftField, given: unknown, place: Place): RawCell | undefined {
    const { type: name, options } = draft.field;
    const type = fieldType(name);
    const entries = (Array.isArray(given) ? (given as unknown[]) : [given]).filter(
      (entry) => typeof entry !== 'string' || !this.fileNames.has(entry),
    );
    const stored = type.check(entries as RawCell, options, this.context(draft));
    if (stored.ok) return stored.value;
    const outcome = type.normalise(entries, options, this.context(draft));
    if (!outcome.ok) return this.problems.add(place, outcome.error.message);
    return outcome.value.needs ? this.problems.add(place, 'no such attachment') : outcome.value.cell;
  }

  private personId(given: unknown, place: Place): string | undefined {
    return this.people.find(given)?.id ?? this.problems.add(place, 'no such user');
  }

  /** One person or a list of them. */
  private personIds(draft: DraftField, given: unknown, place: Place): RawCell | undefined {
    const references = Array.isArray(given) ? (given as unknown[]) : [given];
    const ids = references.map((reference, index) =>
      this.personId(reference, Array.isArray(given) ? inside(place, index) : place),
    );
    const known = ids.filter((id) => id !== undefined);
    if (known.length < ids.length) return undefined;
    const { type, options } = draft.field;
    const outcome = fieldType(type).check(known, options, this.context(draft));
    return outcome.ok ? outcome.value : this.problems.add(place, outcome.error.message);
  }

  /** What the server computed elsewhere is taken over where it cannot be computed again: numbers given, last changes watched. */
  private computedCell(draft: DraftField, given: unknown, place: Place): RawCell | undefined {
    const { field } = draft;
    const { storage, filledBy } = fieldModel(field);
    if (storage.kind !== 'column' || !filledBy)
      return this.problems.add(place, 'is computed and takes no value');
    if (filledBy.from === 'counter') return this.problems.optionalNumber(given, place);
    if (filledBy.from === 'service') return this.brought(draft, given, place);
    if (!('value' in filledBy)) return this.problems.add(place, 'is computed and takes no value');
    if (filledBy.value === 'time')
      return this.instant(given) ?? this.problems.add(place, 'must be an ISO time');
    return this.personId(given, place);
  }

  /** What another service wrote: a choice by name, or the text of a model. */
  private brought(draft: DraftField, given: unknown, place: Place): RawCell | undefined {
    const { type, options } = draft.field;
    if (fieldType(type).family !== 'choice')
      return readAiCell(given) ?? this.problems.add(place, 'must be a text of a model, with its state');
    const outcome = fieldType('singleSelect').normalise(given, options, this.context(draft));
    return outcome.ok ? outcome.value.cell : this.problems.add(place, outcome.error.message);
  }

  private links({ field }: DraftField, given: unknown, place: Place): string[] {
    const linkedTable = this.base.tableBy.get(
      String(fieldAs(field, 'multipleRecordLinks').options?.linkedTableId),
    );
    const rows = linkedTable && this.rows.get(linkedTable);
    if (!rows) return [];
    const references = Array.isArray(given) ? (given as unknown[]) : [given];
    if (references.length > MAX_LINKS)
      return this.problems.add(place, `must have at most ${MAX_LINKS} links`) ?? [];
    const ids = references.flatMap((reference, index) => {
      const here = Array.isArray(given) ? inside(place, index) : place;
      return isObject(reference)
        ? this.byPosition(reference, linkedTable, here)
        : (typeof reference === 'string' && rows.recordBy.get(reference)?.id) ||
            this.problems.add(here, `no such record in ${linkedTable.name}`) ||
            [];
    });
    return [...new Set(ids)];
  }

  /** `{link: table, index: n or [n, …]}`: records of the linked table by position from 0. `{id}` works too. */
  private byPosition(reference: Record<string, unknown>, linkedTable: DraftTable, place: Place): string[] {
    const rows = this.rows.get(linkedTable);
    if (typeof reference['id'] === 'string' && rows?.recordBy.has(reference['id'])) return [reference['id']];
    if (this.base.tableBy.get(String(reference['link'])) !== linkedTable) {
      return this.problems.add(inside(place, 'link'), 'must name the linked table') ?? [];
    }
    const positions: unknown[] = Array.isArray(reference['index'])
      ? reference['index']
      : [reference['index']];
    return positions.flatMap(
      (position) =>
        rows?.records[Number.isInteger(position) ? Number(position) : -1]?.id ??
        this.problems.add(inside(place, 'index'), `no such record in ${linkedTable.name}`) ??
        [],
    );
  }
}
