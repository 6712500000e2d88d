import { newId } from '@pyairtable/kernel';
import { adminOf, copyBase, newPerson, type Person } from '../people';
import type { SharedSystem } from '../shared-system';
import type { Places } from './places';
import type { Draw } from '@pyairtable/testkit';

interface Schema {
  id: string;
  seq: number;
  tables: { id: string; fields: { id: string; type: string }[]; views: { id: string }[] }[];
}

/** A stranger with a base that has fields of every type, which is copied anew when they have lost it. */
export class Stranger {
  #base: { id: string; workspaceId: string };

  private constructor(
    readonly system: SharedSystem,
    readonly person: Person,
    readonly guest: Person,
    base: { baseId: string; workspaceId: string },
  ) {
    this.#base = { id: base.baseId, workspaceId: base.workspaceId };
  }

  static async arrive(system: SharedSystem): Promise<Stranger> {
    const [person, guest] = await Promise.all([newPerson(system, 'Sten'), newPerson(system, 'Gus')]);
    return new Stranger(system, person, guest, await richBase(system, person, guest));
  }

  /** One of the base's tables with what is in it now. */
  async places(draw: Draw): Promise<Places> {
    const schema = await this.#schema();
    const table = draw.one(schema.tables);
    const rows = await this.#get<{ rows: { id: string }[] }>(
      `/v1/bases/${schema.id}/tables/${table.id}/rows?limit=20`,
    );
    const record = rows && rows.rows.length > 0 ? draw.one(rows.rows).id : newId('record');
    const ids = schema.tables.flatMap(({ id, fields, views }) => [
      id,
      ...fields.map((field) => field.id),
      ...views.map((view) => view.id),
    ]);
    return {
      host: new URL(this.system.baseUrl).host,
      token: this.person.token,
      workspace: this.#base.workspaceId,
      base: schema.id,
      table: table.id,
      field: draw.one(table.fields).id,
      view: draw.one(table.views).id,
      record,
      seq: 1 + draw.below(schema.seq + 1),
      converted: draw.one(table.fields).id,
      conversion: 1 + draw.below(schema.seq + 1),
      snapshot: 1 + draw.below(3),
      guest: this.guest.id,
      address: this.guest.email,
      fields: table.fields,
      ids: [
        ...ids,
        schema.id,
        this.#base.workspaceId,
        this.guest.id,
        record,
        ...(rows?.rows.map(({ id }) => id) ?? []),
      ],
    };
  }

  /** What cannot be read any more of a base to which all of this was done. */
  async unreadable(): Promise<string[]> {
    const schema = await this.#schema();
    const asked = schema.tables.flatMap(({ id, views }) => [
      `/v0/${schema.id}/${id}`,
      `/v0/${schema.id}/${id}?cellFormat=string&timeZone=UTC&userLocale=en`,
      ...views.flatMap((view) => [
        `/v1/bases/${schema.id}/tables/${id}/rows?view=${view.id}`,
        `/v1/bases/${schema.id}/tables/${id}/groups?view=${view.id}`,
      ]),
    ]);
    const faults: string[] = [];
    for (const path of [
      ...asked,
      `/v1/bases/${schema.id}/export`,
      `/v1/bases/${schema.id}/changes?limit=500`,
    ]) {
      const answer = await this.#ask(path);
      if (answer.status >= 500) faults.push(`${path}: ${answer.status} ${await answer.text()}`);
      else await answer.body?.cancel();
    }
    return faults;
  }

  async #schema(): Promise<Schema> {
    const schema = await this.#get<Schema>(`/v1/bases/${this.#base.id}`);
    if (schema && schema.tables.length > 0) return schema;
    const { baseId, workspaceId } = await richBase(this.system, this.person, this.guest);
    this.#base = { id: baseId, workspaceId };
    return this.#schema();
  }

  async #get<T>(path: string): Promise<T | undefined> {
    const answer = await this.#ask(path);
    return answer.ok ? ((await answer.json()) as T) : undefined;
  }

  #ask(path: string): Promise<Response> {
    return fetch(new URL(path, this.system.baseUrl), {
      headers: { authorization: `Bearer ${this.person.token}` },
    });
  }
}

/** The sample base with fields of every type. */
async function richBase(system: SharedSystem, ...people: [Person, Person]) {
  const [sample] = await adminOf(system).findBases('Studio OS (sample)');
  if (!sample) throw new Error('the sample base is missing');
  return copyBase(system, sample.id, people);
}
