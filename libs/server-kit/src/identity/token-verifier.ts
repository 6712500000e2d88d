import { appError, AUDIENCE, IdentityClaims, ISSUER } from '@pyairtable/contracts';
import { createRemoteJWKSet, errors as joseErrors, jwtVerify } from 'jose';
import { Compile } from 'typebox/compile';

const Claims = Compile(IdentityClaims);

/** Answers with the claims of a valid identity token; throws AUTHENTICATION_REQUIRED, or RETRIABLE_ERROR when auth's keys cannot be had. */
export type VerifyToken = (token: string) => Promise<IdentityClaims>;

export interface TokenVerifierOptions {
  /** Base URL of auth. */
  authUrl: string;
  /** Tokens remembered until they expire; the oldest leave first. */
  cacheEntries?: number;
  /** Time between two fetches that an unknown key id may cause. */
  refetchCooldownMs?: number;
}

const KEYS_TIMEOUT_MS = 2_000;
const CLOCK_TOLERANCE_S = 2;
/** An Ed25519 token of ours is well under 2 kB; longer strings are not worth hashing. */
const MAX_TOKEN_CHARACTERS = 8_192;

/**
 * Verifies EdDSA identity tokens by auth's key set. Keys are cached and fetched again when a token names an unknown
 * one. A verified token is remembered by its text until `exp`, so that a burst of requests costs one signature check.
 */
export function createTokenVerifier({
  authUrl,
  cacheEntries = 10_000,
  refetchCooldownMs = 1_000,
}: TokenVerifierOptions): VerifyToken {
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', authUrl), {
    timeoutDuration: KEYS_TIMEOUT_MS,
    cooldownDuration: refetchCooldownMs,
  });
  const verified = new Map<string, IdentityClaims>();

  const verify: VerifyToken = async (token) => {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['EdDSA'],
      issuer: ISSUER,
      audience: AUDIENCE,
      clockTolerance: CLOCK_TOLERANCE_S,
      requiredClaims: ['sub', 'exp', 'iat'],
    });
    if (!Claims.Check(payload)) throw appError('AUTHENTICATION_REQUIRED');
    return payload;
  };

  return async (token) => {
    if (token.length > MAX_TOKEN_CHARACTERS) throw appError('AUTHENTICATION_REQUIRED');
    const known = verified.get(token);
    if (known) {
      if (known.exp * 1000 > Date.now()) return known;
      verified.delete(token);
    }
    const claims = await verify(token).catch((error: unknown) => {
      throw refusal(error);
    });
    verified.set(token, claims);
    if (verified.size > cacheEntries) verified.delete(verified.keys().next().value as string);
    return claims;
  };
}

/** Token faults are the caller's; anything else (auth down, a broken key set) is ours and worth another try. */
function refusal(error: unknown): unknown {
  const keysMissing =
    error instanceof joseErrors.JWKSTimeout ||
    error instanceof joseErrors.JWKSInvalid ||
    error instanceof TypeError;
  const tokenFault =
    error instanceof joseErrors.JOSEError && !keysMissing && error.code !== 'ERR_JOSE_GENERIC';
  if (tokenFault) return appError('AUTHENTICATION_REQUIRED', undefined, { cause: error });
  if (keysMissing || error instanceof joseErrors.JOSEError)
    return appError('RETRIABLE_ERROR', undefined, { cause: error });
  return error;
}
