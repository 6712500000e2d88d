export { readAiCell } from './ai-text/ai-cell';
export { unknownChoice, wrongAttachment } from './cell-error';
export {
  areChoicesLong,
  choiceMeant,
  choiceName,
  choiceNamed,
  MAX_CHOICE_TEXT,
  MAX_CHOICES,
  type NewChoice,
  withNewChoices,
} from './choices';
export { BRIGHT_COLOURS, CHOICE_COLOURS, defaultChoiceColour } from './colours';
export type * from './field-type';
export { takesDefault, takesRules, takesUnique } from './field-rules';
export { type FilledBy, filledBy } from './filled-by';
export { joinList, splitList } from './list-text';
export { MAX_LINKS } from './multiple-record-links/multiple-record-links';
export { cellCopy } from './multiple-attachments/cell-copy';
export { keepAttachments } from './multiple-attachments/keep-attachments';
export { storedAttachments } from './multiple-attachments/stored-attachments';
export { isWebUrl } from './multiple-attachments/web-url';
export { personText } from './people';
export { fieldType, fieldTypes } from './registry';
export { itemTexts, shownAs } from './result-cell';
export { resolveCell } from './resolve-cell';
export type * from './sql/cell-sql';
export { doubleJson } from './sql/scalar-columns';
export type { SqlScope } from './sql/sql-scope';
export { quotedName, quotedSql, shownListSql } from './sql/shown-list';
export { shownCharacters } from './sql/shown-characters';
export { shownSql, type ShownTo, TICKED } from './sql/shown-sql';
export { compareText, sought, soughtText, textOrderKey } from './sql/text-order';
export { titleCell } from './title-cell';
export * from './typed-field';
export { instantOf, isZone, wallClock } from './time-zone';
export { valueKind, type ValueKind } from './value-kind';
