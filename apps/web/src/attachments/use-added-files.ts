'use client';
import { type Attachment, attachmentsOf, type Field } from '@pyairtable/contracts';
import { fieldType } from '@pyairtable/field-types';
import { useState } from 'react';
import { useBase } from '@/base/base-context';
import { cellContext } from '@/cells/cell-context';

/** The address of a file while it is typed; `begun` is what was typed before the box was there. */
export function useAddedFiles(field: Field, begun = '') {
  const { reader } = useBase();
  const [address, setAddress] = useState(begun);
  const [error, setError] = useState<string | null>(null);
  const parsed = () => fieldType(field.type).parse(address, field.options, cellContext(reader, field));
  return {
    address,
    error,
    /** The files that are named so far; none where the text names none. */
    pending(): Attachment[] {
      const outcome = parsed();
      return outcome.ok ? attachmentsOf(outcome.value) : [];
    },
    type(text: string) {
      setAddress(text);
      setError(null);
    },
    drop() {
      setAddress('');
      setError(null);
    },
    /** Gives the files that are named to `take`, which may refuse them; what is refused stays, with the reason answered. */
    commit(take: (found: Attachment[]) => string | null): string | null {
      const outcome = parsed();
      const refusal = outcome.ok
        ? take(attachmentsOf(outcome.value))
        : 'That is no address of a file: one begins with https:// or http://.';
      if (refusal === null) setAddress('');
      setError(refusal);
      return refusal;
    },
  };
}
