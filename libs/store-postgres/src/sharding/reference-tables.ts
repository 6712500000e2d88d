/**
 * Tables of schema `api` that statements on a base may read beside the base's schema: who may do what, who people are, and
 * whose name is untold.
 * On a cluster each server has a copy of them. Those that others refer to come first.
 */
export const REFERENCE_TABLES = [
  'workspace',
  'workspace_member',
  'base',
  'base_member',
  'person',
  'untold_name',
] as const;
