import { PERMISSION_LEVELS, type PermissionLevel } from '@pyairtable/contracts';
import { atLeast } from './levels';
import { effectiveLevel, isInherited, levelToAdd, levelToChange, mayRemove, type Standing } from './sharing';

const refusal = (type: string) => expect.objectContaining({ type });
const HIDDEN = refusal('INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
const REFUSED = refusal('INVALID_PERMISSIONS');
const given = (base: PermissionLevel, workspace: PermissionLevel = 'none'): Standing => ({ base, workspace });
const STANDINGS = PERMISSION_LEVELS.flatMap((base) =>
  PERMISSION_LEVELS.map((workspace) => given(base, workspace)),
);

/** What a rule says, or the type of its refusal. */
function outcome<T>(rule: () => T): T | string {
  try {
    return rule();
  } catch (error) {
    return (error as { type: string }).type;
  }
}

describe('sharing a base', () => {
  it('counts the higher of base and workspace, and calls a level inherited when the base adds nothing', () => {
    expect(effectiveLevel(given('edit', 'read'))).toBe('edit');
    expect(effectiveLevel(given('read', 'owner'))).toBe('owner');
    expect(isInherited(given('edit', 'read'))).toBe(false);
    expect(isInherited(given('edit', 'edit'))).toBe(true);
    expect(isInherited(given('none'))).toBe(false);
  });

  it('tells strangers nothing, and is refused to editors', () => {
    for (const held of [null, 'none'] as const) {
      expect(() => levelToAdd(held, given('none'), 'read')).toThrow(HIDDEN);
      expect(() => levelToChange(held, given('edit'), 'read')).toThrow(HIDDEN);
      expect(() => mayRemove(held, given('none'), true)).toThrow(HIDDEN);
    }
    expect(() => levelToAdd('edit', given('none'), 'read')).toThrow(REFUSED);
    expect(() => levelToChange('edit', given('read'), 'read')).toThrow(REFUSED);
    expect(() => mayRemove('edit', given('read'), false)).toThrow(REFUSED);
  });

  it('never lets anyone give more than they hold, nor touch somebody above them', () => {
    for (const held of PERMISSION_LEVELS) {
      for (const target of STANDINGS) {
        const above = !atLeast(held, effectiveLevel(target));
        if (above) expect(outcome(() => mayRemove(held, target, false))).toMatch(/^INVALID_PERMISSIONS/);
        for (const level of PERMISSION_LEVELS) {
          const changed = outcome(() => levelToChange(held, target, level));
          if (above || !atLeast(held, level)) expect(changed).toMatch(/^(INVALID_PERMISSIONS|MODEL_ID)/);
          if (!atLeast(held, level))
            expect(outcome(() => levelToAdd(held, target, level))).toMatch(/^INVALID_PERMISSIONS/);
        }
      }
    }
  });

  it('adds what is missing and never lowers', () => {
    expect(levelToAdd('create', given('none'), 'edit')).toBe('edit');
    expect(levelToAdd('create', given('read', 'comment'), 'edit')).toBe('edit');
    expect(levelToAdd('create', given('edit'), 'edit')).toBeNull();
    expect(levelToAdd('create', given('none', 'owner'), 'edit')).toBeNull();
  });

  it('changes levels down to what the workspace gives', () => {
    expect(levelToChange('create', given('edit'), 'read')).toBe('read');
    expect(levelToChange('create', given('edit', 'comment'), 'comment')).toBe('comment');
    expect(levelToChange('create', given('read', 'edit'), 'create')).toBe('create');
    expect(levelToChange('create', given('none', 'edit'), 'edit')).toBeNull();
    expect(() => levelToChange('owner', given('create', 'edit'), 'read')).toThrow(
      refusal('INHERITED_PERMISSION_LEVEL'),
    );
    expect(() => levelToChange('owner', given('none'), 'read')).toThrow(refusal('MODEL_ID_NOT_FOUND'));
  });

  it('lets everyone leave whom the base alone admits, and removes nobody twice', () => {
    expect(mayRemove('read', given('read'), true)).toBe(true);
    expect(mayRemove('create', given('create'), false)).toBe(true);
    expect(mayRemove('create', given('none'), false)).toBe(false);
    expect(() => mayRemove('owner', given('edit', 'read'), false)).toThrow(
      refusal('INHERITED_PERMISSION_LEVEL'),
    );
    expect(() => mayRemove('read', given('none', 'read'), true)).toThrow(
      refusal('INHERITED_PERMISSION_LEVEL'),
    );
  });
});
