import { AppError } from '@pyairtable/kernel';

interface ErrorEntry {
  status: number;
  message: string;
  retryable: boolean;
  bare?: boolean;
}

const entry = (
  status: number,
  message: string,
  options: { retryable?: boolean; bare?: boolean } = {},
): ErrorEntry => ({
  status,
  message,
  retryable: options.retryable ?? false,
  ...(options.bare ? { bare: true } : {}),
});

const MODEL_NOT_FOUND =
  'Invalid permissions, or the requested model was not found. Check that both your user and your token have the required permissions, and that the model names and/or ids are correct.';

/** The one catalogue: type, status and default message. Programs match `type`. Those of /v0 are Airtable's. */
export const ERRORS = {
  MALFORMED_REQUEST: entry(
    400,
    'The request could not be read. Check its address, its headers and the length of its body.',
  ),
  AUTHENTICATION_REQUIRED: entry(401, 'Authentication required'),
  INVALID_CREDENTIALS: entry(401, 'That e-mail and password do not match an account.'),
  INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND: entry(403, MODEL_NOT_FOUND),
  INVALID_PERMISSIONS: entry(403, 'You are not permitted to perform this operation'),
  FOREIGN_ORIGIN: entry(403, 'This request came from another site and was refused.'),
  ROUTE_NOT_FOUND: entry(404, '', { bare: true }),
  RECORD_NOT_FOUND: entry(404, '', { bare: true }),
  NOT_FOUND: entry(404, ''),
  MODEL_ID_NOT_FOUND: entry(404, 'Record not found'),
  REQUEST_TIMEOUT: entry(408, 'The request took too long to arrive.', { retryable: true }),
  REQUEST_TOO_LARGE: entry(413, 'Request body is too large'),
  HEADERS_TOO_LARGE: entry(431, 'The address and the headers of the request are too large.'),
  INVALID_REQUEST_UNKNOWN: entry(
    422,
    'Invalid request: parameter validation failed. Check your request data.',
  ),
  INVALID_REQUEST_BODY: entry(422, 'Could not parse request body'),
  INVALID_REQUEST_MISSING_FIELDS: entry(422, 'Could not find field "fields" in the request body'),
  INVALID_REQUEST: entry(422, 'Server error'),
  INVALID_RECORDS: entry(
    422,
    'You must provide an array of up to 10 record objects, each with a "fields" object for cell values.',
  ),
  UNKNOWN_FIELD_NAME: entry(422, 'Unknown field name'),
  INVALID_VALUE_FOR_COLUMN: entry(422, 'A field cannot accept the provided value'),
  INVALID_MULTIPLE_CHOICE_OPTIONS: entry(422, 'Insufficient permissions to create new select option'),
  INVALID_ATTACHMENT_OBJECT: entry(422, 'Invalid attachment object'),
  ROW_DOES_NOT_EXIST: entry(422, 'Record ID does not exist in this table'),
  INVALID_FILTER_BY_FORMULA: entry(
    422,
    'The formula for filtering records is invalid: Invalid formula. Please check your formula text.',
  ),
  VIEW_NAME_NOT_FOUND: entry(422, 'View not found'),
  VIEW_ID_NOT_FOUND: entry(422, 'View not found'),
  FAILED_STATE_CHECK: entry(422, ''),
  LIST_RECORDS_ITERATOR_NOT_AVAILABLE: entry(422, ''),
  INVALID_OFFSET_VALUE: entry(422, 'The value of offset is invalid'),
  DUPLICATE_OR_EMPTY_FIELD_NAME: entry(422, ''),
  DUPLICATE_TABLE_NAME: entry(422, 'A table with this name already exists in the base'),
  UNSUPPORTED_FIELD_TYPE_FOR_CREATE: entry(422, 'Creating fields of this type is not supported at this time'),
  INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE: entry(422, 'Invalid options for the field'),
  INVALID_BASE_FILE: entry(422, 'The base file is not valid'),
  INVALID_SIGN_UP: entry(
    422,
    'That account could not be created. Check the e-mail address and the password, or sign in if you have signed up before.',
  ),
  UNKNOWN_PERSON: entry(
    422,
    'No one with this address has signed in here yet. Ask them to sign up, or to sign in once.',
  ),
  INHERITED_PERMISSION_LEVEL: entry(
    422,
    'This person has their permission level from the workspace. Change it in the workspace.',
  ),
  INVALID_IDEMPOTENCY_KEY: entry(422, 'An Idempotency-Key has 1 to 255 printable ASCII characters'),
  IDEMPOTENCY_KEY_REUSED: entry(422, 'This Idempotency-Key came with another request before'),
  RECORD_TOO_LARGE: entry(
    422,
    'The cells of a record take more room than one record has: fewer of its fields can be filled at once.',
  ),
  QUERY_TOO_SLOW: entry(
    422,
    'This takes longer to compute than a request may. Ask for less: fewer records, or a simpler formula or sort.',
  ),
  MOMENT_NOT_KEPT: entry(422, 'What the base was at this moment is not kept: its past begins later.'),
  USER_EXISTS: entry(409, 'A user with this e-mail already exists'),
  RATE_LIMIT_REACHED: entry(429, 'Rate limit exceeded. Please try again later', { retryable: true }),
  CLIENT_GONE: entry(499, 'The client closed the connection before the answer.'),
  SERVER_ERROR: entry(500, 'Something went wrong on our side. The error id below stands in the log.'),
  BAD_GATEWAY: entry(502, 'A service behind this address did not answer.', { retryable: true }),
  RETRIABLE_ERROR: entry(
    503,
    'Server encountered an error while processing your request, and it is safe to retry the request',
    { retryable: true },
  ),
  STORAGE_FULL: entry(
    503,
    'The server has no room left to store this. Whoever runs it must make room on its disk.',
  ),
  GATEWAY_TIMEOUT: entry(504, 'The request took too long and was stopped.', { retryable: true }),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorType = keyof typeof ERRORS;

/** Builds the catalogue's error; a message replaces the default one. A bare one travels as "NOT_FOUND" whatever is missing. */
export function appError(
  type: ErrorType,
  message?: string,
  options: { details?: Record<string, string | number>; cause?: unknown } = {},
): AppError {
  const found: ErrorEntry = ERRORS[type];
  return new AppError(found.bare ? 'NOT_FOUND' : type, found.status, message ?? found.message, {
    ...options,
    bare: found.bare ?? false,
  });
}
