import type { Field, FieldTypeName, Table } from '@pyairtable/contracts';
import { Button, Pill, Spinner } from '@pyairtable/ui';
import { ArrowRight } from 'lucide-react';
import {
  conversionBesides,
  conversionSentence,
  followingFields,
  recordsMade,
  rulesLost,
  viewsLosing,
} from './conversion-words';
import { isTakenBack } from './is-taken-back';
import type { ConversionPreview } from './use-conversion-preview';

const SHOWN_CHOICES = 12;

/** What another type would make of the cells of a field, before it is given. */
export function ConversionNote({
  preview: { report, failure, lookAgain },
  isWorking,
  message,
  field,
  type,
  options,
  tables,
}: {
  preview: ConversionPreview;
  /** The type is being given. */
  isWorking: boolean;
  /** Why it cannot be told. */
  message: string | null;
  field: Field;
  type: FieldTypeName;
  /** Of the new type. */
  options: Readonly<Record<string, unknown>> | undefined;
  tables: readonly Table[];
}) {
  if (failure)
    return (
      <div className="flex flex-col items-start gap-2">
        <p role="alert" className="text-xs text-red-text">
          {message}
        </p>
        <Button size="small" onClick={lookAgain}>
          Look again
        </Button>
      </div>
    );
  const besides = conversionBesides(field, type, tables);
  return (
    <section
      aria-label="What becomes of the cells"
      className="flex flex-col gap-2 rounded-md bg-n2 p-3 text-xs text-n11"
    >
      <p role="status" className="flex items-center gap-2 font-medium text-n12">
        {report && !isWorking ? (
          conversionSentence(report, type)
        ) : (
          <>
            <Spinner /> {isWorking ? 'Changing the cells…' : 'Looking at the cells…'}
          </>
        )}
      </p>
      {report ? <Samples samples={report.samples} /> : null}
      {report && report.newChoices.length > 0 ? <NewChoices names={report.newChoices} /> : null}
      {report && report.newRecords.count > 0 ? <p>{recordsMade(report, options, tables)}</p> : null}
      {report && report.dependents.length > 0 ? <p>{followingFields(report, tables)}</p> : null}
      {report && report.views.length > 0 ? <p>{viewsLosing(report, tables)}</p> : null}
      {report && report.lostRules.length > 0 ? <p>{rulesLost(report)}</p> : null}
      {besides ? <p>{besides}</p> : null}
      {report && !isTakenBack(field.type, type) ? (
        <p>Undo does not take this back. History, at the top, has the base as it was.</p>
      ) : null}
    </section>
  );
}

function Samples({ samples }: { samples: readonly { before: string; after: string }[] }) {
  if (samples.length === 0) return null;
  return (
    <ul
      aria-label="Some of the cells"
      // It scrolls, and the keyboard must reach that.
      tabIndex={0}
      className="-mx-1 flex max-h-[120px] flex-col gap-1 overflow-y-auto rounded-sm px-1"
    >
      {samples.map(({ before, after }, at) => (
        <li key={at} className="flex items-baseline gap-1.5">
          <span className="min-w-0 max-w-[55%] truncate">{before}</span>
          <ArrowRight size={12} strokeWidth={1.5} className="shrink-0 self-center" aria-label="becomes" />
          {after === '' ? (
            <span className="shrink-0 text-red-text">empty</span>
          ) : (
            <span className="min-w-0 flex-1 truncate text-n12">{after}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function NewChoices({ names }: { names: readonly string[] }) {
  const shown = names.slice(0, SHOWN_CHOICES);
  const more = names.length - shown.length;
  return (
    <div className="flex flex-col gap-1.5">
      <p>
        {names.length === 1 ? 'A choice is made:' : `${names.length.toLocaleString('en')} choices are made:`}
      </p>
      <ul aria-label="New choices" className="flex flex-wrap gap-1">
        {shown.map((name) => (
          <li key={name} className="max-w-full">
            <Pill>{name}</Pill>
          </li>
        ))}
        {more > 0 ? <li className="self-center">and {more.toLocaleString('en')} more</li> : null}
      </ul>
    </div>
  );
}
