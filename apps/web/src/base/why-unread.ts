import { failureMessage, mayGoAgain, RequestError } from '@/http/request';

export interface Unread {
  /** What the server says, to be shown where the rows would stand. */
  why: string;
  /** Asked again the answer is the same, until the table or its view is another. */
  isFinal: boolean;
}

/** Why rows are not told; null while they are, and where the page says it otherwise: that it is offline, or the person signed out. */
export const whyUnread = (error: Error | null): Unread | null =>
  error instanceof RequestError && error.status !== 0 && error.status !== 401
    ? { why: failureMessage(error), isFinal: !mayGoAgain(error) }
    : null;
