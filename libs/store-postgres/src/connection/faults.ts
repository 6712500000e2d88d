import { appError } from '@pyairtable/contracts';
import { AppError } from '@pyairtable/kernel';

const DISK_FULL = '53100';

/** SQLSTATE that our own statements raise (api.stop) when their parts disagree: the schema moved on meanwhile. */
export const STALE_SCHEMA = 'PY001';

/** The same for an op that was carried out before and changed nothing then. */
export const OP_IDLE = 'PY002';

interface DriverFault {
  code?: string;
  message?: string;
  constraint?: string;
}

const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const SERVER_CODES = new Set(['57P01', '57P02', '57P03', '55P03', '40001', '40P01']);
/** SQLSTATE classes of a connection that failed and of means that ran out. */
const SERVER_CLASSES = ['08', '53'];
const LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Of those, what ends a connection that may have had a statement: whether it was carried out is not known. */
const CUT_OFF = /^(ECONNRESET|EPIPE|ETIMEDOUT|57P01|57P02|08000|08003|08006|08007|08P01)$/;
const OUTCOME_UNKNOWN =
  'The connection to the database was lost while it processed your request, which may have been carried out: read before you send it again, or send writes with an Idempotency-Key';

/** The SQLSTATE or socket code of a driver's error. */
export const codeOf = (error: unknown): string | undefined => (error as DriverFault | null)?.code;

/** The violated constraint's name, if it is one of uniqueness. */
export function uniqueViolation(error: unknown): string | undefined {
  const fault = error as DriverFault;
  return fault.code === '23505' ? fault.constraint : undefined;
}

/** The field whose cells may not repeat and would, by the name of its constraint. */
export function repeatedField(error: unknown): string | undefined {
  const { code, constraint = '' } = (error ?? {}) as DriverFault;
  return code === '23P01' ? /^(fld[0-9A-Za-z]{14}) unique$/.exec(constraint)?.[1] : undefined;
}

/** Deadlock or serialisation failure: the same transaction may succeed at once when run again. */
export const worthRepeating = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error) ?? '');

/** A lock was not had in the time set for it; also where the error came as the catalogue's. */
export const waitedInVain = (error: unknown): boolean =>
  codeOf(error) === '55P03' || codeOf((error as Error | null)?.cause) === '55P03';

/** The server has no room left on its disk. */
export const isStorageFull = (error: unknown): boolean => codeOf(error) === DISK_FULL;

/** No such column, table, schema; no function or operator for what a column holds, a value of another type, a plan for another. */
const OTHER_STRUCTURE = ['42703', '42P01', '3F000', '42883', '42804', '42846', '0A000'];
/** A constant of the statement that is none of the type which the column has by now. */
const OTHER_CONSTANT = ['22P02', '22007'];

/** A table, column or schema that a statement names is gone, or the column holds something else. */
export const namesWhatIsGone = (error: unknown): boolean =>
  [...OTHER_STRUCTURE, ...OTHER_CONSTANT].includes(codeOf(error) ?? '');

/** What a statement answers, or `otherwise` when what it names is gone. */
export const unlessGone = <T>(answer: Promise<T>, otherwise: T): Promise<T> =>
  answer.catch((error: unknown) => {
    if (namesWhatIsGone(error)) return otherwise;
    throw error;
  });

/** A statement that was carried out and came to nothing, or that nobody waits for: it would again. No refusal of ours. */
export const endedInVain = (error: unknown): boolean =>
  error instanceof AppError && ['QUERY_TOO_SLOW', 'RECORD_TOO_LARGE', 'CLIENT_GONE'].includes(error.type);

/** No connection is to be had, or one was lost: whatever is asked next would fail as well. */
export const isAway = (error: unknown): boolean => {
  const { code = '', message = '' } = ((error as Error | null)?.cause ?? error ?? {}) as DriverFault;
  return SOCKET_CODES.has(code) || code.startsWith('08') || code.startsWith('57P0') || LOST.test(message);
};

/** The catalogue's error for a database that is away or busy, or was asked too much; null for any other fault. */
export function availabilityFault(error: unknown): AppError | null {
  const { code, message = '' } = (error ?? {}) as DriverFault;
  if (isStorageFull(error)) return appError('STORAGE_FULL', undefined, { cause: error });
  // What waits for a lock ends sooner and by another code: this one computed for too long.
  if (code === '57014') return appError('QUERY_TOO_SLOW', undefined, { cause: error });
  if (code === '54000') return appError('RECORD_TOO_LARGE', undefined, { cause: error });
  const away =
    code !== undefined &&
    (SOCKET_CODES.has(code) ||
      SERVER_CODES.has(code) ||
      (code.length === 5 && SERVER_CLASSES.includes(code.slice(0, 2))));
  if (!away && !LOST.test(message)) return null;
  const unknown = CUT_OFF.test(code ?? '') || message.startsWith('Connection terminated');
  return appError('RETRIABLE_ERROR', unknown ? OUTCOME_UNKNOWN : undefined, { cause: error });
}
