import { isForBasePage, type WaitingEdit } from './waiting-edits';

/** How many edits wait to be sent, and how many for which base to be opened, whose page is to send them. */
export interface WaitingFor {
  toBeSent: number;
  bases: Readonly<Record<string, number>>;
}

/** `edits`: oldest first. What its page alone may send waits for its base, and so does what is behind it. */
export function waitingFor(edits: readonly Pick<WaitingEdit, 'baseId' | 'takesBack' | 'made'>[]): WaitingFor {
  const bases: Record<string, number> = {};
  let toBeSent = 0;
  for (const edit of edits) {
    const { baseId } = edit;
    const waits = bases[baseId] ?? 0;
    if (isForBasePage(edit) || waits > 0) bases[baseId] = waits + 1;
    else toBeSent += 1;
  }
  return { toBeSent, bases };
}
