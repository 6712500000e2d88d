'use client';
import type { ConversionReport, Field } from '@pyairtable/contracts';
import { useQuery } from '@tanstack/react-query';
import { useBase } from '@/base/base-context';
import type { Conversion } from './field-draft';
import { useSettled } from './use-settled';

export interface ConversionPreview {
  report: ConversionReport | undefined;
  failure: unknown;
  lookAgain: () => void;
}

/** What would become of the cells of a field; `wanted` is null where there is nothing to tell yet. */
export function useConversionPreview(
  tableId: string,
  field: Field | undefined,
  wanted: Conversion | null,
): ConversionPreview {
  const { base, actions } = useBase();
  const asked = wanted && JSON.stringify(wanted);
  const settled = useSettled(asked);
  const isSettled = asked !== null && settled === asked;
  const query = useQuery({
    queryKey: ['conversion', base.id, tableId, field?.id, settled],
    queryFn: ({ signal }) =>
      actions.previewConversion(tableId, field?.id ?? '', JSON.parse(settled ?? '') as Conversion, signal),
    enabled: isSettled && field !== undefined,
    // Cells change: what was told of them before is not told again.
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const isTold = isSettled && !query.isFetching;
  return {
    report: isTold && !query.isError ? query.data : undefined,
    failure: isTold ? query.error : null,
    lookAgain: () => void query.refetch(),
  };
}
