/**
 * Where to go after signing in: a path of this site, or home. A link may carry any text here, so only a path that
 * browsers cannot read as another host's passes.
 */
export function returnPath(asked: string | string[] | null | undefined): string {
  if (typeof asked !== 'string' || !asked.startsWith('/') || asked.length > 2000) return '/';
  try {
    const url = new URL(asked, 'http://here.invalid');
    return url.host === 'here.invalid' && !url.pathname.startsWith('//') ? url.pathname + url.search : '/';
  } catch {
    return '/';
  }
}
