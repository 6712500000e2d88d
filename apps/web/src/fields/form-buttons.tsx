import { Button } from '@pyairtable/ui';
import { useId } from 'react';

/** The end of a form: away, or on; where it does not go on it says why. */
export function FormButtons({
  label,
  isDanger,
  obstacle,
  isWaiting,
  pending,
  onCancel,
}: {
  label: string;
  isDanger: boolean;
  /** Why the form cannot be sent; null where it can. */
  obstacle: string | null;
  /** For something that is told elsewhere. */
  isWaiting: boolean;
  pending: boolean;
  onCancel: () => void;
}) {
  const why = useId();
  return (
    <div className="mt-1 flex flex-wrap items-center justify-end gap-2">
      <p id={why} className="me-auto min-w-0 text-xs text-n11">
        {obstacle}
      </p>
      <Button onClick={onCancel} disabled={pending}>
        Cancel
      </Button>
      <Button
        type="submit"
        look={isDanger ? 'danger' : 'primary'}
        pending={pending}
        disabled={obstacle !== null || pending || isWaiting}
        aria-describedby={obstacle === null ? undefined : why}
      >
        {label}
      </Button>
    </div>
  );
}
