import type { ViewSetting } from './view-setting';

/** Whether it has to be unlocked before it is arranged. */
export const locked: ViewSetting<boolean> = {
  fieldIds: () => [],
  forget: (is) => is,
  merge: (_before, given) => given || undefined,
  read({ locked: given }, reader) {
    if (given === undefined || given === false) return undefined;
    return given === true ? true : reader.problems.add(reader.at('locked'), 'must be true or false');
  },
};
