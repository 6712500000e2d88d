'use client';
import type { FieldTypeName } from '@pyairtable/contracts';
import { Avatar, Pill } from '@pyairtable/ui';
import { TriangleAlert } from 'lucide-react';
import type { ComponentType } from 'react';
import { useBase } from '@/base/base-context';
import { cellText } from '@/cells/cell-context';
import { cellFault } from '@/cells/cell-faults';
import { gridCell } from '@/cells/grid-cell';
import { lookAlike } from '@/cells/look-alike';
import { shownItems } from '@/cells/shown-items';
import { AttachmentsInput } from './attachments-input';
import { CheckboxInput } from './checkbox-input';
import { LinksInput } from './links-input';
import { RatingInput } from './rating-input';
import type { RecordInputProps } from './record-input';
import { RichTextInput } from './rich-text-input';

/** Values that are more than text. */
const LOOKS: Partial<Record<FieldTypeName, ComponentType<RecordInputProps>>> = {
  checkbox: CheckboxInput,
  rating: RatingInput,
  richText: RichTextInput,
  multipleSelects: Chips,
  multipleCollaborators: Chips,
  multipleRecordLinks: LinksInput,
  multipleAttachments: AttachmentsInput,
};

/** Choices and people, twice where they are held twice. */
function Chips({ field, cell }: RecordInputProps) {
  const { reader } = useBase();
  const drawn = gridCell(cell, field, reader);
  return (
    <ul className="flex min-h-8 flex-wrap items-center gap-1.5 px-2.5 py-1 text-sm text-n12">
      {drawn.kind === 'multi-select'
        ? drawn.options.map(({ text, color }, at) => (
            <li key={at} className="flex">
              <Pill color={color}>{text}</Pill>
            </li>
          ))
        : null}
      {drawn.kind === 'person'
        ? drawn.people.map(({ id, name }, at) => (
            <li key={at} className="flex items-center gap-2 pe-1">
              <Avatar userId={id} name={name} size="small" decorative />
              {name}
            </li>
          ))
        : null}
    </ul>
  );
}

/** A computed value, as a stored one like it would be shown; or why there is none. */
export function ComputedValue(props: RecordInputProps) {
  const { field, cell, why } = props;
  const { reader } = useBase();
  const fault = cellFault(cell, field, why);
  if (fault)
    return (
      <p className="flex min-h-8 items-center gap-2 px-2.5 py-1 text-sm">
        <TriangleAlert size={16} strokeWidth={1.5} className="shrink-0 text-red-text" aria-hidden="true" />
        <span className="text-red-text">{fault.text}</span>
        <span className="text-n11">{fault.reason}</span>
      </p>
    );
  const alike = lookAlike(cell, field);
  const Look = alike && alike.cell !== undefined ? LOOKS[alike.field.type] : undefined;
  if (alike && Look) return <Look {...props} field={alike.field} cell={alike.cell} readOnly />;
  const texts = alike
    ? [{ text: cellText(reader, alike.field, alike.cell), isFault: false }]
    : shownItems(cell, field, reader);
  return (
    <ul className="flex min-h-8 flex-col justify-center gap-0.5 px-2.5 py-1 text-sm text-n12">
      {texts.map(({ text, isFault }, at) => (
        <li key={at} className={isFault ? 'text-red-text' : 'break-words whitespace-pre-wrap'}>
          {text || <span className="text-n11">—</span>}
        </li>
      ))}
      {texts.length === 0 ? <li className="text-n11">—</li> : null}
    </ul>
  );
}
