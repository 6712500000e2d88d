import type { PermissionLevel } from '@pyairtable/contracts';
import type { Caller } from '@pyairtable/core';
import { stateTable } from './identifiers';
import type { Statement } from './statement';

/** What every guarded statement answers beside its own columns. */
export interface GuardRow {
  /** null when the base does not exist or the caller's credential does not reach it. */
  level: PermissionLevel | null;
  schemaVersion: number | null;
}

/** The expression of a caller's level on base `b` with memberships `w` (workspace) and `m` (base). */
export const EFFECTIVE_LEVEL = `greatest(coalesce(w.level, 'none'), coalesce(m.level, 'none'))`;

/** Joins and condition that go with EFFECTIVE_LEVEL: the compiled permission of the caller on bases `b`. */
export function permittedBases(statement: Statement, caller: Pick<Caller, 'userId' | 'resources'>): string {
  const user = statement.bind(caller.userId);
  const resources = `${statement.bind(caller.resources)}::text[]`;
  return `api.base b
    LEFT JOIN api.workspace_member w ON w.workspace_id = b.workspace_id AND w.user_id = ${user}
    LEFT JOIN api.base_member m ON m.base_id = b.id AND m.user_id = ${user}
    WHERE (${resources} IS NULL OR b.id = ANY(${resources}) OR b.workspace_id = ANY(${resources}))`;
}

export interface GuardNeeds {
  baseId: string;
  level: PermissionLevel;
  /** The version that the statement was compiled for. */
  schemaVersion: number;
}

/**
 * Adds the part `guard`; `GUARD_OK` in any part after it is true only when access and schema version hold. With
 * `readOnce`, for a statement that names the part once, PostgreSQL need not store it to be read again.
 */
export function addGuard(
  statement: Statement,
  caller: Pick<Caller, 'userId' | 'resources'>,
  needs: GuardNeeds,
  { readOnce = false }: { readOnce?: boolean } = {},
): void {
  const from = permittedBases(statement, caller);
  statement.part(
    'guard',
    `SELECT g.*, g.level >= ${statement.bind(needs.level)}::api.permission_level
        AND g.schema_version = ${statement.bind(needs.schemaVersion)} AS ok
      FROM (SELECT h.schema_version, h.seq, ${EFFECTIVE_LEVEL} AS level FROM ${stateTable(needs.baseId, 'head')} h, ${from}
        AND b.id = ${statement.bind(needs.baseId)} AND h.one) g`,
    { materialized: !readOnce },
  );
}

export const GUARD_OK = '(SELECT guard.ok FROM guard)';

/** Columns of GuardRow for the final query, whose FROM is GUARD_FROM. */
export const GUARD_COLUMNS = 'guard.level, guard.schema_version AS "schemaVersion"';

/**
 * Adds the part `guard`, and `head`: the base's head, locked until commit before the write touches anything else, so
 * that writes of one base follow one another and can never wait for each other in a circle. Who waited for it finds the
 * newest version there, while `guard` shows the one of the statement's start.
 */
export function addWriteGuard(
  statement: Statement,
  caller: Pick<Caller, 'userId' | 'resources'>,
  needs: GuardNeeds,
): void {
  addGuard(statement, caller, needs);
  statement.part(
    'head',
    `SELECT h.schema_version FROM ${stateTable(needs.baseId, 'head')} h WHERE h.one AND ${GUARD_OK} FOR NO KEY UPDATE OF h`,
    { materialized: true },
  );
}

/** For `addWriteGuard`: true when access and version hold and the base's head is had; nothing is to be locked before. */
export const HEAD_HELD = '(SELECT head.schema_version = guard.schema_version FROM guard, head)';

/** Columns of GuardRow for the final query of a statement with `addWriteGuard`, whose FROM is GUARD_FROM. */
export const WRITE_GUARD_COLUMNS = `guard.level,
  CASE WHEN guard.ok THEN (SELECT head.schema_version FROM head) ELSE guard.schema_version END AS "schemaVersion"`;

/** Exactly one row, whatever the guard says. */
export const GUARD_FROM = '(VALUES (1)) AS one(n) LEFT JOIN guard ON true';
