'use client';
import type { BaseSchema } from '@pyairtable/contracts';
import type { BaseSession } from '@pyairtable/realtime';
import { createContext, useContext } from 'react';
import type { PageUser } from '@pyairtable/contracts';
import type { Reader } from '@/cells/cell-context';
import type { RecordActions } from './record-actions';
import type { SchemaActions } from './schema-actions';

/** What everything on a base's page shares. */
export interface BaseContext {
  base: BaseSchema;
  user: PageUser;
  /** The table that is shown. */
  tableId: string;
  session: BaseSession;
  reader: Reader;
  actions: SchemaActions;
  records: RecordActions;
  mayEdit: boolean;
  mayChangeSchema: boolean;
  /** Shows who shares the base. */
  share: () => void;
  /** Shows what was deleted. */
  showTrash: () => void;
  /** Shows what the base was. */
  showHistory: () => void;
}

export const BaseContextProvider = createContext<BaseContext | null>(null);

/** The base whose page this is. Throws outside of one. */
export function useBase(): BaseContext {
  const context = useContext(BaseContextProvider);
  if (!context) throw new Error('useBase outside a base page');
  return context;
}
