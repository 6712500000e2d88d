import Type, { type Static } from 'typebox';
import { id } from './id-shape';
import type { RowWindow } from './records';
import type { BaseSchema, PermissionLevel } from './schema';

/** A signed-in person as pages show them. */
export interface PageUser {
  id: string;
  email: string;
  name: string;
}

/** A base as the home page and the rail show it. */
export interface BaseSummary {
  id: string;
  name: string;
  color: string;
  icon: string;
  permissionLevel: PermissionLevel;
}

/** One entry of `GET /v1/workspaces`. */
export interface WorkspaceSummary {
  id: string;
  name: string;
  permissionLevel: PermissionLevel;
  bases: BaseSummary[];
}

/** `GET /bff/home`. */
export interface HomePage {
  user: PageUser;
  workspaces: WorkspaceSummary[];
}

/**
 * `GET /bff/bases/{app}/page?table=&view=&limit=`: all that a base page needs. `tableId` and `viewId` are those asked
 * for, else the first; both null for a base without tables. Open the room with `after` = `base.seq`.
 */
export interface BasePage {
  user: PageUser;
  workspaces: WorkspaceSummary[];
  base: BaseSchema;
  tableId: string | null;
  viewId: string | null;
  window: RowWindow | null;
}

export const PAGE_ROWS = { default: 200, max: 500 } as const;

/** Query of `GET /bff/bases/{app}/page`. */
export const BasePageQuery = Type.Object(
  {
    table: Type.Optional(id('table')),
    view: Type.Optional(id('view')),
    /** Rows of the first window; absent: `PAGE_ROWS.default`. */
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_ROWS.max })),
  },
  { additionalProperties: false },
);
export type BasePageQuery = Static<typeof BasePageQuery>;

/** Only bounded here: auth judges, and answers alike whatever is wrong. */
const Email = Type.String({ maxLength: 320 });
const Password = Type.String({ maxLength: 1_024 });
/** Of the person's browser, as web saw it through the gateway; the key of auth's rate limits. */
const ClientIp = Type.String({ maxLength: 64 });

/** Body of bff's `POST /internal/session/sign-in` and auth's `POST /internal/sign-in`. */
export const SignIn = Type.Object(
  { email: Email, password: Password, clientIp: ClientIp },
  { additionalProperties: false },
);
export type SignIn = Static<typeof SignIn>;

/** Body of bff's `POST /internal/session/sign-up` and auth's `POST /internal/sign-up`. */
export const SignUp = Type.Object(
  { email: Email, name: Type.String({ maxLength: 200 }), password: Password, clientIp: ClientIp },
  { additionalProperties: false },
);
export type SignUp = Static<typeof SignUp>;

/** Body of bff's `POST /internal/session/sign-out` and auth's `POST /internal/sign-out`. */
export const SignOut = Type.Object(
  { credential: Type.String({ minLength: 1, maxLength: 256 }) },
  { additionalProperties: false },
);
export type SignOut = Static<typeof SignOut>;

/** Answer to a sign-in or sign-up: `session.token` goes into the HttpOnly cookie and nowhere else. */
export interface SessionGrant {
  user: PageUser;
  session: { token: string; expiresAt: string };
}
