import type { Analysis } from './analysis';

/** The statement the database would run, its parameters beside it: no text of the formula stands in it. */
export function SqlPanel({ sql }: { sql: NonNullable<Analysis['outcome']>['sql'] }) {
  if ('refused' in sql) return <p className="text-sm text-red-text">{sql.refused}</p>;
  return (
    <div className="flex flex-col gap-4">
      <pre
        tabIndex={0}
        aria-label="SQL"
        className="max-h-96 overflow-auto rounded-md border border-n6 bg-n2 p-3 font-mono text-xs leading-5 whitespace-pre-wrap text-n12 [overflow-wrap:anywhere]"
      >
        {sql.text}
      </pre>
      <dl
        className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 text-xs"
        aria-label="Parameters"
      >
        {sql.parameters.map((value, index) => (
          <div key={index} className="contents">
            <dt className="font-mono text-n11">${index + 1}</dt>
            <dd className="font-mono text-n12 [overflow-wrap:anywhere]">{JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
      {sql.parameters.length === 0 ? <p className="text-sm text-n11">No parameters.</p> : null}
    </div>
  );
}
