import type { CellError } from './field-type';

interface Named {
  fieldName: string;
}

/** The value has the wrong type or range for the field. */
export const refused = ({ fieldName }: Named): CellError => ({
  type: 'INVALID_VALUE_FOR_COLUMN',
  message: `Field "${fieldName}" cannot accept the provided value`,
});

/** A text over the limit, for the person who typed or pasted it. Lengths in UTF-16 units. */
export const tooLong = (length: number, most: number, { fieldName }: Named): CellError => ({
  type: 'INVALID_VALUE_FOR_COLUMN',
  message: `This text has ${length.toLocaleString('en')} characters; “${fieldName}” holds at most ${most.toLocaleString('en')}.`,
});

/** No list of files as a program gives them, or one that is not in the cell. */
export const wrongAttachment = ({ fieldName }: Named): CellError => ({
  type: 'INVALID_ATTACHMENT_OBJECT',
  message: `Invalid attachment object for field "${fieldName}"`,
});

/** The field is computed: it takes no value at all, not even null. */
export const computedRefusal = ({ fieldName }: Named): CellError => ({
  type: 'INVALID_VALUE_FOR_COLUMN',
  message: `Field "${fieldName}" cannot accept a value because the field is computed`,
});

/** A text that typing or typecast could not make sense of; long texts are cut in the message. */
export const unparsable = (text: string, { fieldName }: Named): CellError => ({
  type: 'INVALID_VALUE_FOR_COLUMN',
  message: `Cannot parse value "${shorten(text)}" for field ${fieldName}`,
  unread: shorten(text),
});

/** Airtable prints the name with a pair of quotes of its own inside the quotes of the sentence. */
export const unknownChoice = (name: string): CellError => ({
  type: 'INVALID_MULTIPLE_CHOICE_OPTIONS',
  message: `Insufficient permissions to create new select option ""${shorten(name)}""`,
});

export const notRecordIds: CellError = {
  type: 'INVALID_VALUE_FOR_COLUMN',
  message: 'Value is not an array of record IDs.',
};

/** More links than one cell holds. */
export const tooManyLinks = (most: number, { fieldName }: Named): CellError => ({
  type: 'INVALID_VALUE_FOR_COLUMN',
  message: `Field "${fieldName}" holds at most ${most.toLocaleString('en')} links in a cell`,
});

const shorten = (text: string) => (text.length > 200 ? `${text.slice(0, 200)}…` : text);
