'use client';
import type { Field, FieldTypeName, RowCell } from '@pyairtable/contracts';
import type { EditorProps } from '@pyairtable/grid';
import { useEffectEvent, useLayoutEffect, useState, type ComponentType } from 'react';
import { AttachmentsEditor } from './attachments-editor';
import { ChoiceEditor } from './choice-editor';
import { DateEditor } from './date-editor';
import { LinksEditor } from './links-editor';
import { LongTextEditor } from './long-text-editor';
import { PersonEditor } from './person-editor';
import { TextEditor } from './text-editor';

export interface CellEditorProps {
  grid: EditorProps;
  field: Field;
  /** The cell as shown when the editor opened. */
  cell: RowCell | undefined;
}

/** The editor that opens over a cell, by field type; null where the grid edits in place or nothing can be edited. */
export const CELL_EDITORS: Readonly<Record<FieldTypeName, ComponentType<CellEditorProps> | null>> = {
  singleLineText: TextEditor,
  multilineText: LongTextEditor,
  richText: LongTextEditor,
  email: TextEditor,
  url: TextEditor,
  phoneNumber: TextEditor,
  number: TextEditor,
  percent: TextEditor,
  currency: TextEditor,
  duration: TextEditor,
  rating: null,
  checkbox: null,
  date: DateEditor,
  dateTime: DateEditor,
  singleSelect: ChoiceEditor,
  multipleSelects: ChoiceEditor,
  singleCollaborator: PersonEditor,
  multipleCollaborators: PersonEditor,
  multipleRecordLinks: LinksEditor,
  multipleAttachments: AttachmentsEditor,
  barcode: TextEditor,
  button: null,
  aiText: null,
  externalSyncSource: null,
  autoNumber: null,
  createdTime: null,
  createdBy: null,
  lastModifiedTime: null,
  lastModifiedBy: null,
  formula: null,
  rollup: null,
  count: null,
  multipleLookupValues: null,
};

/**
 * The editor of a cell as it was when it was opened. What others write meanwhile, or rows that move, must not become
 * what this person leaves, chooses against or is thought to have typed. Where the field has become one that is edited otherwise,
 * the editor is lost: what was typed into it is kept to copy.
 */
export function CellEditor({ grid, field, cell }: CellEditorProps) {
  const [opened] = useState({ cell, Editor: CELL_EDITORS[field.type] });
  const { Editor } = opened;
  const isAnother = Editor !== CELL_EDITORS[field.type];
  const lose = useEffectEvent(() => grid.lose());
  useLayoutEffect(() => {
    if (isAnother) lose();
  }, [isAnother]);
  return Editor && !isAnother ? <Editor grid={grid} field={field} cell={opened.cell} /> : null;
}
