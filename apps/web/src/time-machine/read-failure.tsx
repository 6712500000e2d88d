import { Button } from '@pyairtable/ui';
import { failureMessage } from '@/http/request';

/** Says why a list, or more of it, was not read, and reads it again. */
export function ReadFailure({
  error,
  pending,
  onAgain,
}: {
  error: Error;
  pending: boolean;
  onAgain: () => void;
}) {
  return (
    <div className="flex items-center gap-3 py-3">
      <p role="alert" className="text-sm text-red-text">
        {failureMessage(error)}
      </p>
      <Button size="small" pending={pending} onClick={onAgain}>
        Try again
      </Button>
    </div>
  );
}
