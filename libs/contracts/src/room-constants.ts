/*
 * What rooms and browsers agree on beside the schemas. Apart from them, for the schemas' library is more than a page
 * should load for two constants.
 */

/** Why a room closes a connection: WebSocket close codes. */
export const CLOSE_CODES = { revoked: 4401, accessLost: 4403, tooFast: 4429, restart: 1012 } as const;

/** Records of one op. */
export const MAX_OP_RECORDS = 1_000;
