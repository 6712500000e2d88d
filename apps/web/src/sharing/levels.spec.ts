import type { BaseCollaborator, PermissionLevel } from '@pyairtable/contracts';
import { rightsOn } from './levels';

const collaborator = (
  permissionLevel: PermissionLevel,
  inherited = false,
  id = 'usrThem',
): BaseCollaborator => ({
  id,
  email: 'them@example.com',
  name: 'Them',
  permissionLevel,
  inherited,
});
const seenBy = (level: PermissionLevel) => ({ userId: 'usrMe', level });
const values = (options: readonly { value: string }[]) => options.map(({ value }) => value);

describe('what somebody may do with a collaborator', () => {
  it('is nothing for readers and editors, except to leave', () => {
    for (const level of ['read', 'comment', 'edit'] as const) {
      expect(rightsOn(collaborator('read'), seenBy(level))).toEqual({
        options: [],
        mayRemove: false,
        mayLeave: false,
        reason: null,
      });
      expect(rightsOn(collaborator(level, false, 'usrMe'), seenBy(level)).mayLeave).toBe(true);
    }
  });

  it('is any level and removal for creators, on those not above them', () => {
    const rights = rightsOn(collaborator('edit'), seenBy('create'));
    expect([values(rights.options), rights.mayRemove, rights.reason]).toEqual([
      ['read', 'edit', 'create'],
      true,
      null,
    ]);
    expect(values(rightsOn(collaborator('comment'), seenBy('create')).options)).toContain('comment');
    expect(rightsOn(collaborator('owner', true), seenBy('create'))).toMatchObject({
      options: [],
      mayRemove: false,
      reason: 'Their level is above yours.',
    });
    expect(rightsOn(collaborator('owner', true), seenBy('owner'))).toMatchObject({
      options: [],
      mayRemove: false,
    });
  });

  it('is only to raise what the workspace gives', () => {
    const rights = rightsOn(collaborator('edit', true), seenBy('owner'));
    expect([values(rights.options), rights.mayRemove]).toEqual([['edit', 'create'], false]);
    expect(rights.reason).toContain('Editor in the workspace');
    expect(rightsOn(collaborator('create', true), seenBy('owner')).options).toEqual([]);
  });

  it('is never to change one’s own level, nor to leave what the workspace gives', () => {
    expect(rightsOn(collaborator('create', false, 'usrMe'), seenBy('create'))).toMatchObject({
      options: [],
      mayRemove: false,
      mayLeave: true,
    });
    expect(rightsOn(collaborator('owner', true, 'usrMe'), seenBy('owner')).mayLeave).toBe(false);
  });
});
