import type { MomentOfBase } from '@pyairtable/contracts';
import { type MomentNames, momentWords } from './moment-words';

const nothing: MomentOfBase = {
  seq: 1,
  at: '2026-03-02T09:00:00.000Z',
  actor: null,
  source: 'client',
  created: 0,
  updated: 0,
  deleted: 0,
  actions: [],
  subjects: [],
  tableIds: [],
  record: null,
};

const NAMES: Record<string, string> = {
  tblT: 'Tasks',
  tblP: 'People',
  fldN: 'Name',
  fldS: 'Status',
  viwG: 'Grid',
};
const names: MomentNames = {
  table: (id) => NAMES[id],
  field: (_, id) => NAMES[id],
  view: (_, id) => NAMES[id],
  time: (at) => at.slice(11, 16),
};
const task = { id: 'recA', tableId: 'tblT', title: 'Plant beans', fieldIds: [] };
const within = { tableIds: ['tblT'] };

it.each<[Partial<MomentOfBase>, string]>([
  [{ created: 1 }, 'added 1 record'],
  [{ created: 1, record: task, ...within }, 'added “Plant beans” in Tasks'],
  [{ deleted: 1, record: { ...task, title: null }, ...within }, 'deleted 1 record in Tasks'],
  [
    { updated: 1, record: { ...task, fieldIds: ['fldN'] }, ...within },
    'changed Name of “Plant beans” in Tasks',
  ],
  [
    { updated: 1, record: { ...task, fieldIds: ['fldN', 'fldS'] }, ...within },
    'changed Name and Status of “Plant beans” in Tasks',
  ],
  [
    { updated: 1, record: { ...task, fieldIds: ['fldN', 'fldS', 'fldN'] }, ...within },
    'changed 3 cells of “Plant beans” in Tasks',
  ],
  [{ updated: 1_200, deleted: 2, ...within }, 'changed 1,200 records, deleted 2 records in Tasks'],
  [{ updated: 2, tableIds: ['tblT', 'tblP'] }, 'changed 2 records in several tables'],
  [{ updated: 2, tableIds: ['tblGone'] }, 'changed 2 records'],
  [
    {
      actions: ['base.broughtBack'],
      subjects: [{ action: 'base.broughtBack', at: '2026-03-02T09:12:00.000Z' }],
    },
    'restored the base to 09:12',
  ],
  [
    {
      actions: ['field.created', 'view.updated'],
      subjects: [
        { action: 'field.created', tableId: 'tblT', fieldId: 'fldNew', name: 'Points' },
        { action: 'view.updated', tableId: 'tblT', viewId: 'viwG' },
      ],
    },
    'added the field “Points” of Tasks, changed the view “Grid” of Tasks',
  ],
  [
    {
      actions: ['view.updated'],
      subjects: [{ action: 'view.updated', tableId: 'tblT', viewId: 'viwOther' }],
    },
    'changed a view of Tasks',
  ],
  [
    {
      actions: ['view.updated'],
      subjects: [
        { action: 'view.updated', tableId: 'tblT', viewId: 'viwG', settings: ['filter', 'name', 'sort'] },
      ],
    },
    'changed the filter, the name and the order of the view “Grid” of Tasks',
  ],
  [
    {
      actions: ['view.updated'],
      subjects: [
        {
          action: 'view.updated',
          tableId: 'tblT',
          viewId: 'viwOther',
          settings: ['filter', 'filterFormula'],
        },
      ],
    },
    'changed the filter of a view of Tasks',
  ],
  [
    {
      actions: ['field.converted'],
      subjects: [{ action: 'field.converted', tableId: 'tblT', fieldId: 'fldS' }],
      created: 3,
    },
    'changed the type of the field “Status” of Tasks, added 3 records',
  ],
  [
    { actions: ['table.deleted'], subjects: [{ action: 'table.deleted', tableId: 'tblGone', name: 'Old' }] },
    'deleted the table “Old”',
  ],
  [
    { actions: ['field.created', 'table.created'], subjects: [{ action: 'table.created', tableId: 'tblT' }] },
    'added the table “Tasks”, added a field',
  ],
  [
    { actions: ['base.broughtBack'], subjects: [{ action: 'base.broughtBack' }] },
    'restored the base to what it was',
  ],
  [{ actions: ['field.polished'] }, 'changed a field'],
  [{}, 'changed the base'],
])('says of %j: %s', (did, words) => expect(momentWords({ ...nothing, ...did }, names)).toBe(words));
