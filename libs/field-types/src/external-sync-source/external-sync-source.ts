import type { SelectOptions } from '@pyairtable/contracts';
import { readChoices } from '../choices';
import { computedCell } from '../computed-cell';
import type { FieldType } from '../field-type';
import { singleSelect } from '../single-select/single-select';

/** Which source a synchronised record came from: one of the choices, which a synchronisation names. */
export const externalSyncSource: FieldType<SelectOptions> = {
  ...computedCell,
  name: 'externalSyncSource',
  family: 'choice',
  primary: false,
  filling: { from: 'service' },
  storage: (options) => singleSelect.storage(options),
  normaliseOptions: readChoices,
  format: (cell, options, context) => singleSelect.format(cell, options, context),
  compare: (a, b, options, context) => singleSelect.compare(a, b, options, context),
};
