import { askedChanges } from '@pyairtable/core';
import type { Executor } from '../connection/database';
import { loadBase } from '../model/load-model';
import { stampName, stateTable, tableName } from '../sql/identifiers';
import { lastLoggedChanges } from '../sql/logged-changes';
import { Statement } from '../sql/statement';
import { makeRoom } from './make-room';

const MENTIONS = ['formula', 'filter']
  .map((key) => `strpos(upper(f.options->>'${key}'), 'LAST_MODIFIED_TIME') > 0`)
  .join(' OR ');

/**
 * Ends a change of structure: a table keeps when cells were last changed for just those of its fields of which a computed
 * one asks. What was changed before is read from the log. A cell that was never changed since its record was made has no
 * stamp.
 */
export async function settleStamps(executor: Executor, baseId: string): Promise<void> {
  const run = <T>(text: string, parameters: unknown[] = []) => executor.rows<T>({ text, parameters });
  const fields = stateTable(baseId, 'field');
  const [{ some } = { some: false }] = await run<{ some: boolean }>(
    `SELECT EXISTS (SELECT FROM ${fields} f WHERE f.stamped OR ${MENTIONS}) AS some`,
  );
  const loaded = some ? await loadBase(executor, baseId, null) : null;
  if (!loaded) return;
  const base = loaded.model;
  const asked = askedChanges(base);
  for (const table of base.tables) {
    const rows = tableName(baseId, table.id);
    for (const { id, stamped } of table.fields) {
      if (asked.has(id) === (stamped ?? false)) continue;
      if (stamped) {
        await run(`ALTER TABLE ${rows} DROP COLUMN ${stampName(id)}`);
      } else {
        await makeRoom({ base, run }, table.id);
        await run(`ALTER TABLE ${rows} ADD COLUMN ${stampName(id)} timestamptz(3)`);
        // The log of a large base takes longer to read than any request of a person may.
        await run(`SET LOCAL statement_timeout = '250s'`);
        const statement = new Statement(baseId);
        const changes = lastLoggedChanges(baseId, table.id, [id], (value) => statement.bind(value));
        const { text, parameters } = statement.finish(
          `UPDATE ${rows} t SET ${stampName(id)} = l.at FROM (${changes}) l WHERE t.id = l.id`,
        );
        await run(text, parameters);
      }
      await run(`UPDATE ${fields} SET stamped = $2 WHERE id = $1`, [id, !stamped]);
    }
  }
}
