import Type from 'typebox';
import { MAX_NAME_LENGTH } from '../limits';
import type { WorkspaceSummary } from '../pages';
import { PermissionLevel } from '../schema';
import { endpoint } from './endpoint';
import { closed, text } from './shapes';

const Named = closed({ name: text(MAX_NAME_LENGTH, 1) });

export const BaseSummary = Type.Object({
  id: Type.String(),
  name: Type.String(),
  color: Type.String(),
  icon: Type.String(),
  permissionLevel: PermissionLevel,
});

export const Workspace = Type.Unsafe<WorkspaceSummary>(
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    permissionLevel: PermissionLevel,
    bases: Type.Array(BaseSummary),
  }),
);

export const listWorkspaces = endpoint({
  method: 'GET',
  path: '/v1/workspaces',
  summary: 'The workspaces of the person who asks, with their bases',
  scopes: ['schema.bases:read'],
  status: 200,
  answer: Type.Object({ workspaces: Type.Array(Workspace) }),
});

export const createWorkspace = endpoint({
  method: 'POST',
  path: '/v1/workspaces',
  summary: 'Makes a workspace',
  scopes: ['workspacesAndBases:write'],
  body: Named,
  status: 201,
  answer: Workspace,
});

export const renameWorkspace = endpoint({
  method: 'PATCH',
  path: '/v1/workspaces/{workspaceId}',
  summary: 'Calls a workspace otherwise',
  scopes: ['workspacesAndBases:write'],
  body: Named,
  status: 200,
  answer: Type.Object({ id: Type.String(), name: Type.String() }),
});
