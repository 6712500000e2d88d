import type { Field } from '@pyairtable/contracts';
import { create } from 'zustand';

/** Text that could not be written any more when its place went away while somebody typed. */
export interface LostText {
  baseId: string;
  tableId: string;
  /** As it was while it was typed in. */
  field: Pick<Field, 'id' | 'name'> & Partial<Pick<Field, 'type'>>;
  text: string;
  /** Why the server or the field refused it; absent: its place is gone. */
  refusal?: string;
  /** The view shows the field no more. */
  hidden?: boolean;
  /** The record is still there: the person left its cell, or the view shows it no more. */
  left?: boolean;
}

/** What was lost and not copied or dropped yet. */
export const useLostTexts = create<{ lost: readonly LostText[] }>()(() => ({ lost: [] }));

/** Keeps text whose place is gone, for the person to copy. */
export const noteLostText = (text: LostText): void =>
  useLostTexts.setState(({ lost }) => ({ lost: [...lost, text] }));

/** The person has seen what was lost; of these, where some are named. */
export const dropLostTexts = (seen?: readonly LostText[]): void =>
  useLostTexts.setState(({ lost }) => ({ lost: seen ? lost.filter((one) => !seen.includes(one)) : [] }));
