'use client';
import { showToast } from '@pyairtable/ui';
import { useEffect, useEffectEvent } from 'react';
import type { SchemaActions } from './schema-actions';
import type { FieldStep } from './structure-acts';

/**
 * Shows the field of the open table that undo or redo brought back or changed, and names one that it took away: its column may
 * be far out of sight.
 */
export function useUndoneField(
  actions: Pick<SchemaActions, 'fieldOf' | 'onFieldStep'>,
  tableId: string,
  reveal: (fieldId: string) => void,
): void {
  const show = useEffectEvent(({ done, tableId: of, field }: FieldStep) => {
    if (of !== tableId) return;
    if (actions.fieldOf(tableId, field.id)) reveal(field.id);
    else showToast({ title: `${done}: “${field.name}” was taken away` });
  });
  useEffect(() => actions.onFieldStep((step) => show(step)), [actions]);
}
