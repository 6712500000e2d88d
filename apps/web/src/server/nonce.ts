import { headers } from 'next/headers';

/** The nonce of the page's policy, for the scripts that we write into it ourselves. */
export async function readNonce(): Promise<string | undefined> {
  return /'nonce-([^']+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1];
}
