'use client';
import type { Table } from '@pyairtable/contracts';
import { Button, EmptyState } from '@pyairtable/ui';
import { Table2 } from 'lucide-react';
import { useBase } from './base-context';

/** What stands in a table's place once somebody deleted it under those who had it open. */
export function TableDeleted({ table, onTable }: { table: Table; onTable: (tableId: string) => void }) {
  const { base } = useBase();
  const [next] = base.tables;
  return (
    <div role="alert" className="flex flex-1 flex-col justify-center">
      <EmptyState
        icon={<Table2 size={20} strokeWidth={1.5} />}
        title={`“${table.name}” was deleted`}
        action={next ? <Button onClick={() => onTable(next.id)}>Go to “{next.name}”</Button> : null}
      >
        Somebody deleted this table while you had it open.
      </EmptyState>
    </div>
  );
}
