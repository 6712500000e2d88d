/** A failure to tell the operator in one line. `exitCode` 2: the call was wrong; 1: it could not be done. */
export class AdminError extends Error {
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.name = 'AdminError';
    this.exitCode = exitCode;
  }
}
