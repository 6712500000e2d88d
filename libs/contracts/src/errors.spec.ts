import { appError, ERRORS } from './errors';

describe('the catalogue of errors', () => {
  it.each(Object.entries(ERRORS))(
    '%s has a client or server status and a message that names no internals',
    (_type, entry) => {
      expect(entry.status).toBeGreaterThanOrEqual(400);
      expect(entry.status).toBeLessThan(600);
      expect(entry.message).not.toMatch(/pg_|postgres|sql|\/(?:usr|home|srv)\//i);
    },
  );

  it('marks as retryable only what a repeat can mend', () => {
    const retryable = Object.entries(ERRORS).flatMap(([type, { retryable: may }]) => (may ? [type] : []));
    expect(retryable.sort()).toEqual([
      'BAD_GATEWAY',
      'GATEWAY_TIMEOUT',
      'RATE_LIMIT_REACHED',
      'REQUEST_TIMEOUT',
      'RETRIABLE_ERROR',
    ]);
  });

  it.each(['ROUTE_NOT_FOUND', 'RECORD_NOT_FOUND'] as const)(
    'answers %s with the bare string that Airtable sends',
    (type) => {
      expect(appError(type).toBody()).toEqual({ error: 'NOT_FOUND' });
      expect(appError(type).status).toBe(404);
    },
  );

  it('leaves out a message that is empty and puts a given one in its place', () => {
    expect(appError('FAILED_STATE_CHECK').toBody()).toEqual({ error: { type: 'FAILED_STATE_CHECK' } });
    const unknown = appError('UNKNOWN_FIELD_NAME', 'Unknown field name: "X"', { details: { field: 'X' } });
    expect(unknown.toBody()).toEqual({
      error: { type: 'UNKNOWN_FIELD_NAME', message: 'Unknown field name: "X"', details: { field: 'X' } },
    });
  });
});
