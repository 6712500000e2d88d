import { appError } from '@pyairtable/contracts';
import type { AppError } from '@pyairtable/kernel';

/** How a record that is not there is told: as one that a path names, or as one of the rows that a body names. */
export type AbsentForm = 'record' | 'row';

/** A record that the table does not have. */
export const absentRecord = (recordId: string, form: AbsentForm): AppError =>
  form === 'row'
    ? appError('ROW_DOES_NOT_EXIST', `Record ID ${recordId} does not exist in this table`)
    : appError('MODEL_ID_NOT_FOUND');
