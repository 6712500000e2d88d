import pino, { type DestinationStream, type Logger, stdTimeFunctions } from 'pino';
import { serializeFault } from './faults';

export interface LoggingOptions {
  service: string;
  version: string;
  level: string;
  /** Where lines go; standard output unless a test listens. */
  destination?: DestinationStream;
}

/** Lines are written together: a write for each would cost as much as serving a small request. */
const FLUSH_BYTES = 8 * 1024;
const FLUSH_EACH_MS = 100;

/**
 * JSON lines with the house keys: time (ISO), level (word), msg, service, version; requests add trace_id, request_id,
 * user_id, base_id, code, duration_ms. Headers and bodies are never logged.
 */
export function createLogger({ service, version, level, destination }: LoggingOptions): Logger {
  return pino(
    {
      level,
      base: { service, version },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: serializeFault },
    },
    destination ?? pino.destination({ sync: false, minLength: FLUSH_BYTES, periodicFlush: FLUSH_EACH_MS }),
  );
}
