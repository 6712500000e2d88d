import { SignIn, SignOut, SignUp } from '@pyairtable/contracts';
import type { Server } from '@pyairtable/server-kit';
import { passOn, type Upstream } from '../upstream';

/** A sign-in form is small; whoever sends more is not signing in. */
const BODY_LIMIT_BYTES = 8 * 1024;

/**
 * Sign-in hand-off for web's server side; the gateway routes nothing here. Auth decides, and counts tries by the
 * `clientIp` of the body. Its answers pass unchanged, so refusals stay alike for known and unknown addresses.
 */
export function installSessionRoutes(app: Server, auth: Upstream): void {
  const forms = { 'sign-in': SignIn, 'sign-up': SignUp, 'sign-out': SignOut } as const;
  for (const [name, body] of Object.entries(forms)) {
    app.post(
      `/internal/session/${name}`,
      { schema: { body }, bodyLimit: BODY_LIMIT_BYTES },
      async (request, reply) => passOn(await auth.post(`/internal/${name}`, request, request.body), reply),
    );
  }
}
