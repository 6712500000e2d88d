import type { ViewSetting } from './view-setting';

/** Whose it is. A base file has no views of one person: those that it brings are everybody's. */
export const personalForUserId: ViewSetting<string> = {
  fieldIds: () => [],
  forget: (userId) => userId,
  merge: (_before, given: string | null) => given ?? undefined,
  read: () => undefined,
};
