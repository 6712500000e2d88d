// @vitest-environment node
import { createHash } from 'node:crypto';
import { GET } from '@/app/offline/route';

it('runs its own script and nothing else, and fetches nothing to be shown', async () => {
  const answer = GET();
  const page = await answer.text();
  const scripts = [...page.matchAll(/<script>([^]*?)<\/script>/g)].map(([, script]) => script ?? '');
  expect(scripts).toHaveLength(1);
  const hash = createHash('sha256')
    .update(scripts[0] ?? '')
    .digest('base64');
  expect(answer.headers.get('content-security-policy')).toContain(`script-src 'sha256-${hash}'`);
  expect(page).not.toMatch(/\b(src|href)=/);
});
