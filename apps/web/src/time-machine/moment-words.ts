import type { MomentOfBase } from '@pyairtable/contracts';

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
  'field.converted': 'changed the type of a field',
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
};

/** What an entry did, in a few words that follow the name of who did it. */
export function momentWords({
  created,
  updated,
  deleted,
  actions,
}: Pick<MomentOfBase, 'created' | 'updated' | 'deleted' | 'actions'>): string {
  const records = [
    ...(created > 0 ? [`added ${counted(created, 'record')}`] : []),
    ...(updated > 0 ? [`changed ${counted(updated, 'record')}`] : []),
    ...(deleted > 0 ? [`deleted ${counted(deleted, 'record')}`] : []),
  ];
  const structure = actions.map((action) => {
    const [what = '', did = ''] = action.split('.');
    return ACTIONS[action] ?? `${VERBS[did] ?? 'changed'} a ${what}`;
  });
  const said = [...new Set([...structure, ...records])];
  return said.length === 0 ? 'changed the base' : said.join(', ');
}
