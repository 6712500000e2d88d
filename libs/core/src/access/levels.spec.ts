import { PERMISSION_LEVELS } from '@pyairtable/contracts';
import { atLeast, requireLevel } from './levels';

describe('permission levels', () => {
  it('include every level before them and none after', () => {
    PERMISSION_LEVELS.forEach((held, at) =>
      expect(PERMISSION_LEVELS.filter((needed) => atLeast(held, needed))).toEqual(
        PERMISSION_LEVELS.slice(0, at + 1),
      ),
    );
  });

  it('tell somebody without access nothing, and somebody with too little that it is not permitted', () => {
    for (const held of [null, 'none'] as const) {
      expect(() => requireLevel(held, 'read')).toThrow(
        expect.objectContaining({ type: 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND' }),
      );
    }
    expect(() => requireLevel('read', 'edit')).toThrow(
      expect.objectContaining({ type: 'INVALID_PERMISSIONS' }),
    );
    expect(() => requireLevel('owner', 'create')).not.toThrow();
  });
});
