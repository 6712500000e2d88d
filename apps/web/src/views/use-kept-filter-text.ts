'use client';
import type { BaseSchema, Table, View } from '@pyairtable/contracts';
import { arrangingFault } from '@pyairtable/core';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { useBase } from '@/base/base-context';
import { baseKey } from '@/base/schema-actions';
import { noteLostText } from '@/typed-text/lost-text';
import { mayEdit } from '@/workspaces/workspaces';

/** The view that is filtered. */
export const FilteredView = createContext<{ table: Table; view: View } | null>(null);

/**
 * Keeps text of a filter's box to copy, and answers true, where it can filter no more: its view, field or table was deleted,
 * or the view locked, as the page knows it at this moment, or its condition was removed. A box that goes with them has the base of its last rendering.
 */
export function useKeptFilterText(field: {
  id: string;
  name: string;
}): (text: string, isRemoved: boolean) => boolean {
  const filtered = useContext(FilteredView);
  const { base, session, user } = useBase();
  const client = useQueryClient();
  return (text, isRemoved) => {
    if (!filtered) return false;
    const { table, view } = filtered;
    const now = client.getQueryData<BaseSchema>(baseKey(base.id)) ?? base;
    const found = now.tables.find(({ id }) => id === table.id);
    const isField = found?.fields.some(({ id }) => id === field.id) ?? false;
    const seen = found?.views.find(({ id }) => id === view.id);
    const fault = isField && mayEdit(session.permissionLevel) ? whyNot(seen, view.name, user.id) : undefined;
    if (fault === null && !isRemoved) return false;
    const refusal = fault === null ? 'What it was for was removed while you typed.' : fault;
    if (text !== '')
      noteLostText({ baseId: base.id, tableId: table.id, field, text, ...(refusal ? { refusal } : {}) });
    return true;
  };
}

/** Why a view takes no filter of a person, in words; null where it does. */
function whyNot(view: View | undefined, name: string, userId: string): string | null {
  if (!view) return `“${name}” was deleted while you typed.`;
  const fault = arrangingFault(view, userId);
  if (!fault) return null;
  return fault === 'locked'
    ? `“${name}” was locked while you typed.`
    : `“${name}” became somebody’s own while you typed.`;
}
