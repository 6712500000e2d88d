'use client';
import { Button, Dialog } from '@pyairtable/ui';

/** Asks whoever closes a form before what they made in it is dropped. */
export function DiscardDialog({
  open,
  title,
  onOpenChange,
  onDiscard,
}: {
  open: boolean;
  title: string;
  onOpenChange: (open: boolean) => void;
  onDiscard: () => void;
}) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description="What you entered in the form will be lost."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Go on editing</Button>
          <Button look="danger" onClick={onDiscard}>
            Discard
          </Button>
        </>
      }
    />
  );
}
