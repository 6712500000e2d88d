/** Why a typed value was not taken. */
export function InputError({ id, message }: { id: string; message: string | null }) {
  return message === null ? null : (
    <p id={id} role="alert" className="mt-1 text-xs text-red-text">
      {message}
    </p>
  );
}
