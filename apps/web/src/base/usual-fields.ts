import type { FieldDraft } from '@/fields/field-draft';

const names: FieldDraft = { name: 'Name', type: 'singleLineText' };

/** The fields of a new table for names only. */
export const ONLY_NAMES: readonly FieldDraft[] = [names];

/** The fields that most tables turn out to have. */
export const USUAL_FIELDS: readonly FieldDraft[] = [
  names,
  { name: 'Notes', type: 'multilineText' },
  { name: 'Assignee', type: 'singleCollaborator' },
  {
    name: 'Status',
    type: 'singleSelect',
    options: {
      choices: [
        { name: 'To do', color: 'redLight2' },
        { name: 'In progress', color: 'yellowLight2' },
        { name: 'Done', color: 'greenLight2' },
      ],
    },
  },
  { name: 'Attachments', type: 'multipleAttachments' },
];
