/** How the language treats its ambiguous places: data, read by checker, evaluator and SQL compiler alike. */
export interface Mode {
  name: 'airtable' | 'strict';
  /** blank = 0, blank = "" and blank = false hold; otherwise blank equals only blank. */
  blankEqualsEmpty: boolean;
  /** A 0 that a text field's other branch yields shows as blank (community t/10264). */
  zeroInTextShowsBlank: boolean;
  /** Functions and syntax beyond Airtable's list are refused when false. */
  extensions: boolean;
}

export const MODES = {
  airtable: { name: 'airtable', blankEqualsEmpty: true, zeroInTextShowsBlank: true, extensions: true },
  airtableOnly: { name: 'airtable', blankEqualsEmpty: true, zeroInTextShowsBlank: true, extensions: false },
  strict: { name: 'strict', blankEqualsEmpty: false, zeroInTextShowsBlank: false, extensions: true },
} as const satisfies Record<string, Mode>;
