import type { IdentityClaims, PageUser } from '@pyairtable/contracts';

/** The person of an identity token as pages show them. */
export function pageUser({ sub, email, name }: IdentityClaims): PageUser {
  return { id: sub, email, name };
}
