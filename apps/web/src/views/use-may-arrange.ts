'use client';
import type { View } from '@pyairtable/contracts';
import { arrangingFault } from '@pyairtable/core';
import { useBase } from '@/base/base-context';

/** Whether this person may arrange the view: neither locked nor somebody else's. */
export function useMayArrange(view: View | undefined): boolean {
  const { mayEdit, user } = useBase();
  return mayEdit && view !== undefined && arrangingFault(view, user.id) === undefined;
}
