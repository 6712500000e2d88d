'use client';
import type { BaseSchema } from '@pyairtable/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useBase } from '@/base/base-context';
import { baseKey } from '@/base/schema-actions';
import { mayEdit } from '@/workspaces/workspaces';

/**
 * Whether a field of a table can be written to as the page knows it at this moment: a box that goes because its place
 * went still has the base of its last rendering.
 */
export function useIsWritable(tableId: string): (fieldId: string) => boolean {
  const { base, session } = useBase();
  const client = useQueryClient();
  return (fieldId) => {
    const now = client.getQueryData<BaseSchema>(baseKey(base.id)) ?? base;
    const table = now.tables.find(({ id }) => id === tableId);
    return mayEdit(session.permissionLevel) && (table?.fields.some(({ id }) => id === fieldId) ?? false);
  };
}
