/**
 * An expected failure that a caller can act on. `type` comes from the error catalogue in contracts; `status` is its
 * HTTP status. `message` is safe to show: it never carries secrets, SQL or another tenant's names. `bare` asks for
 * Airtable's bare-string envelope (`{"error":"NOT_FOUND"}`).
 */
export class AppError extends Error {
  readonly type: string;
  readonly status: number;
  readonly bare: boolean;
  readonly details: Readonly<Record<string, string | number>> | undefined;

  constructor(
    type: string,
    status: number,
    message = '',
    options: { bare?: boolean; details?: Record<string, string | number>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.type = type;
    this.status = status;
    this.bare = options.bare ?? false;
    this.details = options.details;
  }

  /** The wire form. A message is left out when empty, as Airtable does for some types. */
  toBody(): {
    error: string | { type: string; message?: string; details?: Readonly<Record<string, string | number>> };
  } {
    if (this.bare) return { error: this.type };
    return {
      error: {
        type: this.type,
        ...(this.message ? { message: this.message } : {}),
        ...(this.details ? { details: this.details } : {}),
      },
    };
  }
}
