'use client';
import { type Attachment, attachmentsOf, type Field } from '@pyairtable/contracts';
import { fieldType } from '@pyairtable/field-types';
import { useState } from 'react';
import { useBase } from '@/base/base-context';
import { cellContext } from '@/cells/cell-context';

/** The address of a file while it is typed. `read` gives the files that it names, or null and says why not. */
export function useAddedFiles(field: Field) {
  const { reader } = useBase();
  const [address, setAddress] = useState('');
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
    read(): Attachment[] | null {
      const outcome = parsed();
      if (!outcome.ok) {
        setError('That is no address of a file: one begins with https:// or http://.');
        return null;
      }
      setAddress('');
      return attachmentsOf(outcome.value);
    },
  };
}
