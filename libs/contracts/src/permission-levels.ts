/** What a person may do on a base or workspace, the least first. */
export const PERMISSION_LEVELS = ['none', 'read', 'comment', 'edit', 'create', 'owner'] as const;
