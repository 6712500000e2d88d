/** Id of the person whom the browser's cookie stands for, null for nobody. Throws when that cannot be found out. */
export async function whoIsSignedIn(): Promise<string | null> {
  const response = await fetch('/v1/me', { credentials: 'same-origin', cache: 'no-store' });
  if (response.status === 401) return null;
  if (!response.ok) throw new Error(`/v1/me answered ${String(response.status)}`);
  return ((await response.json()) as { id: string }).id;
}
