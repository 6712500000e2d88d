import { signatureAt } from '@pyairtable/formula';

/** The signature of the call around the caret, the present parameter set off. */
export function SignatureLine({ source, caret }: { source: string; caret: number }) {
  const signature = signatureAt(source, caret);
  if (!signature) return null;
  const active = signature.active === undefined ? undefined : signature.parameters[signature.active];
  const { label } = signature;
  return (
    <div className="border-t border-n6 px-3 py-2 text-xs">
      <p className="font-mono text-n11 [overflow-wrap:anywhere]">
        {active ? (
          <>
            {label.slice(0, active.start)}
            <strong className="font-semibold text-n12">{label.slice(active.start, active.end)}</strong>
            {label.slice(active.end)}
          </>
        ) : (
          label
        )}
      </p>
      <p className="mt-1 text-n11">
        {active ? active.description : signature.summary}
        {signature.extension ? ' An extension of PyAirtable.' : null}
      </p>
    </div>
  );
}
