import { momentWords } from './moment-words';

const nothing = { created: 0, updated: 0, deleted: 0, actions: [] };

it.each([
  [{ created: 1 }, 'added 1 record'],
  [{ updated: 1_200, deleted: 2 }, 'changed 1,200 records, deleted 2 records'],
  [{ actions: ['field.created', 'view.updated'] }, 'added a field, changed a view'],
  [{ actions: ['field.converted'], created: 3 }, 'changed the type of a field, added 3 records'],
  [{ actions: ['table.placed'] }, 'moved a table'],
  [{ actions: ['field.deleted', 'field.deleted'] }, 'deleted a field'],
  [{ actions: ['field.polished'] }, 'changed a field'],
  [{}, 'changed the base'],
])('says of %j: %s', (did, words) => expect(momentWords({ ...nothing, ...did })).toBe(words));
