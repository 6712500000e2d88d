'use client';
import type { Table } from '@pyairtable/contracts';
import { Button, EmptyState } from '@pyairtable/ui';
import { Table2 } from 'lucide-react';
import { useBase } from './base-context';

/** What stands in a table's place once it was deleted under those who had it open, by undo perhaps. */
export function TableDeleted({ table, onTable }: { table: Table; onTable: (tableId: string) => void }) {
  const { base, actions } = useBase();
  const [next] = base.tables;
  return (
    <div role="alert" className="flex flex-1 flex-col justify-center">
      <EmptyState
        icon={<Table2 size={20} strokeWidth={1.5} />}
        title={`“${table.name}” was deleted`}
        action={next ? <Button onClick={() => onTable(next.id)}>Go to “{next.name}”</Button> : null}
      >
        {actions.hasDeleted(table.id)
          ? 'You took it away yourself. It comes back from the trash.'
          : 'Somebody deleted this table while you had it open.'}
      </EmptyState>
    </div>
  );
}
