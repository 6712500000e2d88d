import { AUDIENCE, type IdentityClaims, ISSUER, SCOPES } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A stand-in for auth's key set: real Ed25519 keys, a real HTTP server, real tokens. For tests only. */
export interface TokenIssuer {
  /** Base URL to give a server as AUTH_URL. */
  url: string;
  /** Signs a token for the claims; those left out are those of a fresh person with a session. */
  issue(claims?: Partial<IdentityClaims>): Promise<string>;
  /** The same as a header object. */
  authorization(claims?: Partial<IdentityClaims>): Promise<{ authorization: string }>;
  /** Adds a new signing key and signs with it from now on. */
  rotate(): Promise<void>;
  /** How often the key set was fetched. */
  fetches(): number;
  close(): Promise<void>;
}

const LIFETIME_S = 60;

/** How a person is called whom no claim names. */
export const testPerson = (userId: string) => ({
  email: `${userId.toLowerCase()}@example.test`,
  name: 'Test Person',
});

export async function startTokenIssuer(): Promise<TokenIssuer> {
  const published: Record<string, unknown>[] = [];
  let signing: { kid: string; key: CryptoKey };
  let fetches = 0;

  const rotate = async () => {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const kid = `test-${published.length + 1}`;
    published.push({ ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'EdDSA' });
    signing = { kid, key: privateKey };
  };
  await rotate();

  const server = createHttpServer((request, response) => {
    if (request.url !== '/.well-known/jwks.json') {
      response.writeHead(404).end();
      return;
    }
    fetches += 1;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const issue = async (claims: Partial<IdentityClaims> = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const sub = claims.sub ?? newId('user');
    const full: IdentityClaims = {
      iss: ISSUER,
      aud: AUDIENCE,
      sub,
      ...testPerson(sub),
      kind: 'session',
      cid: newId('session'),
      scopes: [...SCOPES],
      resources: ['*'],
      iat: now,
      exp: now + LIFETIME_S,
      ...claims,
    };
    return new SignJWT({ ...full })
      .setProtectedHeader({ alg: 'EdDSA', kid: signing.kid, typ: 'JWT' })
      .sign(signing.key);
  };

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    issue,
    authorization: async (claims) => ({ authorization: `Bearer ${await issue(claims)}` }),
    rotate,
    fetches: () => fetches,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}
