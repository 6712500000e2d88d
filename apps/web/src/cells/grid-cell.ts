import {
  attachmentsOf,
  buttonOf,
  type Field,
  type FieldTypeName,
  idsOf,
  linksOf,
  type RowCell,
} from '@pyairtable/contracts';
import { fieldAs, joinList } from '@pyairtable/field-types';
import type { Cell, CheckboxCell, Pill } from '@pyairtable/grid';
import { personColor } from '@pyairtable/ui';
import { plainText } from '@/markdown/plain-text';
import { cellText, linkTitle, type Reader } from './cell-context';
import { cellFault } from './cell-faults';
import { lookAlike } from './look-alike';
import { isNumeric } from './numeric-fields';
import { shownItems } from './shown-items';
import { webAddress } from './web-address';

/** `why` says why a computed cell of this record has no value, where that is known. */
type Draw = (cell: RowCell | undefined, field: Field, reader: Reader, why?: () => string | undefined) => Cell;

const text: Draw = (cell, field, reader) => ({ kind: 'text', text: cellText(reader, field, cell) });

const richText: Draw = (cell, field, reader) => {
  const markdown = cellText(reader, field, cell);
  const plain = plainText(markdown);
  return { kind: 'text', text: plain, ...(plain === markdown ? {} : { copyText: markdown }) };
};

const number: Draw = (cell, field, reader) => ({
  kind: 'number',
  text: cellText(reader, field, cell),
  ...(typeof cell === 'number' ? { value: cell } : {}),
});

const date: Draw = (cell, field, reader) => ({ kind: 'date', text: cellText(reader, field, cell) });

const link =
  (hrefOf: (text: string) => string): Draw =>
  (cell) => {
    const shown = typeof cell === 'string' ? cell : '';
    return { kind: 'link', text: shown, href: shown === '' ? '' : hrefOf(shown) };
  };

const system: Draw = (cell, field, reader) => ({
  kind: 'system',
  text: cellText(reader, field, cell),
  ...(typeof cell === 'number' ? { align: 'end' as const, value: cell } : {}),
});

/** As a stored cell would be drawn; several values that have no form of their own as a list of texts. */
const computed: Draw = (cell, field, reader, why) => {
  const fault = cellFault(cell, field, why);
  if (fault) {
    const { text: name, reason } = fault;
    return { kind: 'fault', text: name, error: reason, ...(isNumeric(field) ? { align: 'end' } : {}) };
  }
  const alike = lookAlike(cell, field);
  if (alike) return gridCell(alike.cell, alike.field, reader);
  const items = shownItems(cell, field, reader);
  const texts = items.map((item) => item.text);
  return {
    kind: 'text',
    text: texts.join(', '),
    ...copyText(cell, field, reader, texts),
    ...(items.some(({ isFault }) => isFault) ? { error: 'Some of the values cannot be computed.' } : {}),
  };
};

const people: Draw = (cell, _field, { users, colors }) => {
  const shown = idsOf(cell).map((id) => ({
    id,
    name: users.get(id)?.name ?? 'Former collaborator',
    color: colors.get(id) ?? personColor(id),
  }));
  const names = shown.map(({ name }) => name);
  const text = joinList(names);
  return { kind: 'person', people: shown, ...(text === names.join(', ') ? {} : { copyText: text }) };
};

function pills(cell: RowCell | undefined, field: Field): Pill[] {
  const { choices } = fieldAs(field, 'singleSelect', 'multipleSelects', 'externalSyncSource').options;
  return idsOf(cell).flatMap((id) => {
    const choice = choices.find((one) => one.id === id);
    return choice ? [{ id, text: choice.name, ...(choice.color ? { color: choice.color } : {}) }] : [];
  });
}

const oneChoice: Draw = (cell, field) => ({ kind: 'select', option: pills(cell, field)[0] ?? null });

/** What is copied of a list where its names as drawn would not read back: quotes around a name with a comma. */
function copyText(
  cell: RowCell | undefined,
  field: Field,
  reader: Reader,
  names: readonly string[],
): { copyText?: string } {
  const text = cellText(reader, field, cell);
  return text === names.join(', ') ? {} : { copyText: text };
}

/** Airtable's icon names → the grid's; a cross or tick in a rating draws as the star. */
const RATING_ICONS: Readonly<Record<string, 'star' | 'heart' | 'thumbs-up' | 'flag' | 'dot'>> = {
  heart: 'heart',
  thumbsUp: 'thumbs-up',
  flag: 'flag',
  dot: 'dot',
};

const CHECK_ICONS: Readonly<Record<string, NonNullable<CheckboxCell['icon']>>> = {
  ...RATING_ICONS,
  star: 'star',
  xCheckbox: 'cross',
};

const DRAW: Readonly<Record<FieldTypeName, Draw>> = {
  singleLineText: text,
  multilineText: text,
  richText,
  email: link((address) => `mailto:${address}`),
  url: link(webAddress),
  phoneNumber: link((phone) => `tel:${phone.replace(/[^\d+*#]/g, '')}`),
  number,
  percent: number,
  currency: number,
  duration: number,
  rating: (cell, field) => {
    const { max, icon, color } = fieldAs(field, 'rating').options;
    return {
      kind: 'rating',
      value: typeof cell === 'number' ? cell : 0,
      max,
      icon: RATING_ICONS[icon] ?? 'star',
      color,
    };
  },
  checkbox: (cell, field) => ({
    kind: 'checkbox',
    checked: cell === true,
    icon: CHECK_ICONS[fieldAs(field, 'checkbox').options.icon] ?? 'check',
    color: fieldAs(field, 'checkbox').options.color,
  }),
  date,
  dateTime: date,
  singleSelect: oneChoice,
  multipleSelects: (cell, field, reader) => {
    const options = pills(cell, field);
    const names = options.map(({ text: name }) => name);
    return { kind: 'multi-select', options, ...copyText(cell, field, reader, names) };
  },
  singleCollaborator: people,
  multipleCollaborators: people,
  multipleRecordLinks: (cell, field, reader) => {
    const links = linksOf(cell).map(({ id, title }) => ({ id, title: linkTitle(reader, field, title) }));
    return {
      kind: 'links',
      links: links.map(({ id, title }) => ({ id, title: title === '' ? 'Unnamed record' : title })),
      ...copyText(
        cell,
        field,
        reader,
        links.map(({ title }) => title),
      ),
    };
  },
  multipleAttachments: (cell, field, reader) => {
    const options = attachmentsOf(cell).map(({ id, filename }) => ({ id, text: filename }));
    const copied = cellText(reader, field, cell);
    return { kind: 'multi-select', options, ...(copied === '' ? {} : { copyText: copied }) };
  },
  barcode: text,
  button(cell) {
    const { label = '', url = null } = buttonOf(cell) ?? {};
    const href = url === null ? '' : webAddress(url);
    return href === '' ? { kind: 'system', text: label } : { kind: 'link', text: label, href };
  },
  aiText: text,
  externalSyncSource: oneChoice,
  autoNumber: system,
  createdTime: system,
  createdBy: people,
  lastModifiedTime: system,
  lastModifiedBy: people,
  formula: computed,
  rollup: computed,
  count: computed,
  multipleLookupValues: computed,
};

/** What the grid draws for a cell of the field. */
export const gridCell: Draw = (cell, field, reader, why) => DRAW[field.type](cell, field, reader, why);
