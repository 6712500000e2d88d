'use client';
import { Button, Dialog, TextInput } from '@pyairtable/ui';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { KeyedRequest } from '@/http/keyed-request';
import { failureMessage } from '@/http/request';
import { UnderWay } from './under-way';

const LONGEST = 255;

interface NameDialogProps {
  onClose: () => void;
  title: string;
  action: string;
  initial: string;
  /** `form` asks for what is made, under its keys while the dialog is open. */
  onName: (name: string, form: KeyedRequest) => Promise<void>;
  /** What is said while that takes its time. */
  underWay?: string;
  children?: ReactNode;
}

/** Asks for a name; a refusal is shown beside the text, which stays. */
export function NameDialog({ open, ...rest }: NameDialogProps & { open: boolean }) {
  return open ? <Open {...rest} /> : null;
}

function Open({ onClose, title, action, initial, onName, underWay, children }: NameDialogProps) {
  const form = useId();
  const [requests] = useState(() => new KeyedRequest());
  const [name, setName] = useState(initial);
  const [error, setError] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!name.trim()) {
      setError('Enter a name.');
      return;
    }
    setPending(true);
    try {
      await onName(name.trim(), requests);
      onClose();
    } catch (failure) {
      setError(failureMessage(failure));
    } finally {
      setPending(false);
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(next) => {
        // What is under way cannot be called back, and what comes of it is told here.
        if (!next && !pending) onClose();
      }}
      title={title}
      footer={
        <>
          <Button disabled={pending} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={form} look="primary" pending={pending}>
            {action}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <TextInput
          label="Name"
          value={name}
          maxLength={LONGEST}
          error={error}
          onFocus={(event) => event.target.select()}
          onChange={(event) => {
            setName(event.target.value);
            setError(null);
          }}
        />
        {children}
        {underWay === undefined ? null : <UnderWay>{pending ? underWay : null}</UnderWay>}
      </form>
    </Dialog>
  );
}
