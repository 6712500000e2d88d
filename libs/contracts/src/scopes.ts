/** Scopes of the Airtable Web API that this release serves. */
export const SCOPES = [
  'data.records:read',
  'data.records:write',
  'schema.bases:read',
  'schema.bases:write',
  'user.email:read',
  'workspacesAndBases:read',
  'workspacesAndBases:write',
] as const;
export type Scope = (typeof SCOPES)[number];
