import type { MomentOfBase, MomentSubject, ViewChange } from '@pyairtable/contracts';

const counted = (count: number, one: string) =>
  count === 1 ? `1 ${one}` : `${count.toLocaleString('en')} ${one}s`;

/** What an action did, for those whose words are not made of its own. */
const ACTIONS: Readonly<Record<string, string>> = {
  'base.created': 'made the base',
  'base.imported': 'imported the base',
  'base.copied': 'made the base of another',
  'base.updated': 'renamed the base or changed its look',
  'base.deleted': 'deleted the base',
  'base.restored': 'restored the base',
  'base.broughtBack': 'restored the base to what it was',
  'collaborator.added': 'shared the base',
  'collaborator.changed': 'changed who may do what',
  'collaborator.removed': 'took somebody out of the base',
  'collaborator.renamed': 'is called otherwise',
};

const VERBS: Readonly<Record<string, string>> = {
  created: 'added',
  updated: 'changed',
  deleted: 'deleted',
  restored: 'restored',
  placed: 'moved',
  converted: 'changed the type of',
};

/** What of a view was changed. */
const SETTINGS: Readonly<Record<keyof ViewChange, string>> = {
  name: 'the name',
  visibleFieldIds: 'the shown fields',
  columnWidths: 'the widths',
  rowHeight: 'the row height',
  filter: 'the filter',
  filterFormula: 'the filter',
  groups: 'the groups',
  sort: 'the order',
  colors: 'the colours',
  summaries: 'the summaries',
  locked: 'the lock',
  personalForUserId: 'the owner',
};

/** Fields that are named of a record; of more it is said how many cells. */
const MOST_NAMED = 2;

/** Names of what there is in a base now; undefined for what is not there, or is not for this reader. */
export interface MomentNames {
  table(id: string): string | undefined;
  field(tableId: string, id: string): string | undefined;
  view(tableId: string, id: string): string | undefined;
  /** A moment in words. */
  time(at: string): string;
}

function subjectWords(
  { action, tableId = '', fieldId, viewId, settings = [], name, at }: MomentSubject,
  names: MomentNames,
) {
  const [what = '', did = ''] = action.split('.');
  if (action === 'base.broughtBack' && at !== undefined) return `restored the base to ${names.time(at)}`;
  if (ACTIONS[action]) return ACTIONS[action];
  const verb = VERBS[did] ?? 'changed';
  const called =
    name ??
    (fieldId
      ? names.field(tableId, fieldId)
      : viewId
        ? names.view(tableId, viewId)
        : what === 'table'
          ? names.table(tableId)
          : undefined);
  const table = what === 'table' ? undefined : names.table(tableId);
  const parts = [...new Set(settings.map((one) => SETTINGS[one] ?? one))];
  const of = parts.length === 0 ? '' : `${parts.join(', ').replace(/, ([^,]*)$/, ' and $1')} of `;
  return `${verb} ${of}${called === undefined ? `a ${what}` : `the ${what} “${called}”`}${table === undefined ? '' : ` of ${table}`}`;
}

function recordWords(moment: MomentOfBase, names: MomentNames): string[] {
  const { created, updated, deleted, record } = moment;
  const tables = moment.tableIds.flatMap((id) => names.table(id) ?? []);
  const [table, another] = tables;
  const within = table === undefined ? '' : another === undefined ? ` in ${table}` : ' in several tables';
  if (record && record.title !== null) {
    const fields = record.fieldIds.flatMap((id) => names.field(record.tableId, id) ?? []);
    const cells =
      fields.length === 0
        ? ''
        : fields.length > MOST_NAMED
          ? `${counted(fields.length, 'cell')} of `
          : `${fields.join(' and ')} of `;
    const verb = created ? 'added' : updated ? 'changed' : 'deleted';
    return [`${verb} ${cells}“${record.title}”${within}`];
  }
  const told = [
    ...(created > 0 ? [`added ${counted(created, 'record')}`] : []),
    ...(updated > 0 ? [`changed ${counted(updated, 'record')}`] : []),
    ...(deleted > 0 ? [`deleted ${counted(deleted, 'record')}`] : []),
  ];
  return told.length > 0 ? [`${told.join(', ')}${within}`] : [];
}

/** What an entry did, in a few words that follow the name of who did it. */
export function momentWords(moment: MomentOfBase, names: MomentNames): string {
  const subjects = moment.subjects.map((subject) => subjectWords(subject, names));
  const told = new Set(moment.subjects.map(({ action }) => action));
  const others = moment.actions.filter((action) => !told.has(action));
  const structure = [...subjects, ...others.map((action) => subjectWords({ action }, names))];
  const said = [...new Set([...structure, ...recordWords(moment, names)])];
  return said.length === 0 ? 'changed the base' : said.join(', ');
}
