import Type from 'typebox';
import { type BaseCollaborator, GRANTABLE_LEVELS, type GrantableLevel } from '../collaborators';
import { PermissionLevel } from '../schema';
import { endpoint } from './endpoint';
import { closed, text } from './shapes';

const Level = Type.Unsafe<GrantableLevel>(Type.Union(GRANTABLE_LEVELS.map((level) => Type.Literal(level))));

/** `email`: for those alone whose credential has `user.email:read`. */
export const BaseCollaboratorShape = Type.Unsafe<Omit<BaseCollaborator, 'email'>>(
  Type.Object({
    id: Type.String(),
    email: Type.Optional(Type.String()),
    name: Type.String(),
    permissionLevel: PermissionLevel,
    inherited: Type.Boolean(),
  }),
);

export const listCollaborators = endpoint({
  method: 'GET',
  path: '/v1/bases/{baseId}/collaborators',
  summary: 'Who shares a base',
  scopes: ['schema.bases:read'],
  status: 200,
  answer: Type.Object({ collaborators: Type.Array(BaseCollaboratorShape) }),
});

// Giving access takes the scope that making workspaces does: it reaches further than structure.
export const addCollaborator = endpoint({
  method: 'POST',
  path: '/v1/bases/{baseId}/collaborators',
  summary: 'Shares a base with somebody who has signed in before',
  scopes: ['workspacesAndBases:write'],
  body: closed({ email: text(320, 1), permissionLevel: Level }),
  status: 201,
  answer: BaseCollaboratorShape,
});

export const changeCollaborator = endpoint({
  method: 'PATCH',
  path: '/v1/bases/{baseId}/collaborators/{userId}',
  summary: 'Gives a member another level',
  scopes: ['workspacesAndBases:write'],
  body: closed({ permissionLevel: Level }),
  status: 200,
  answer: BaseCollaboratorShape,
});

export const removeCollaborator = endpoint({
  method: 'DELETE',
  path: '/v1/bases/{baseId}/collaborators/{userId}',
  summary: 'Takes the access of a member away; one’s own to leave',
  scopes: ['workspacesAndBases:write'],
  status: 204,
});
