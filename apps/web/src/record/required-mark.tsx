/** Behind the name of a field that no record is without. */
export function RequiredMark() {
  return (
    <span className="text-red-text" title="Required">
      <span aria-hidden="true">*</span>
      <span className="sr-only">required</span>
    </span>
  );
}
