import Type, { type Static } from 'typebox';

export const ISSUER = 'pyairtable-auth';
export const AUDIENCE = 'pyairtable';
export const SESSION_COOKIE = 'pyairtable_session';

/** Claims of the identity token that the gateway obtains from auth; verified by every service. */
export const IdentityClaims = Type.Object({
  iss: Type.Literal(ISSUER),
  aud: Type.Literal(AUDIENCE),
  /** User id, or "operator". */
  sub: Type.String(),
  email: Type.String(),
  name: Type.String(),
  kind: Type.Union([Type.Literal('session'), Type.Literal('pat'), Type.Literal('operator')]),
  cid: Type.String(),
  scopes: Type.Array(Type.String()),
  /** Workspace and base ids the credential may touch; ["*"] for all of the user's. */
  resources: Type.Array(Type.String()),
  iat: Type.Integer(),
  exp: Type.Integer(),
});
export type IdentityClaims = Static<typeof IdentityClaims>;
