import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { appError, type ErrorType } from '@pyairtable/contracts';
import type { AppError } from '@pyairtable/kernel';

/** Node's own refusals that are more than a request nobody can read. */
const PARSER_ERRORS: Readonly<Record<string, ErrorType>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};

/** What the client is still sending is read for so long: a reset would take its answer away. */
const LINGER_MS = 1_000;

/** Answers on a bare connection with the error's envelope, says that the connection ends, and ends it. */
export function endWithError(socket: Duplex, error: AppError): void {
  const body = JSON.stringify(error.toBody());
  socket.end(
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? 'Refused'}\r\n` +
      'Content-Type: application/json; charset=utf-8\r\nCache-Control: no-store\r\n' +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/**
 * Node's `clientError`: a request that its parser refuses. An answer that did not announce the end of the connection
 * would leave it in a pool, for somebody else's request to fail on.
 */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  // Whatever comes after the refused bytes is refused again.
  if (socket.writableEnded) return;
  const { _httpMessage: answer } = socket as Duplex & { _httpMessage?: { headersSent: boolean } | null };
  if (error.code === 'ECONNRESET' || !socket.writable || answer?.headersSent) {
    socket.destroy();
    return;
  }
  endWithError(socket, appError(PARSER_ERRORS[error.code ?? ''] ?? 'MALFORMED_REQUEST'));
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
