// @vitest-environment node
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { GET } from '@/app/offline/route';
import { OFFLINE_PAGE, OFFLINE_POLICY } from './offline-page';

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

it('comes to browsers that keep an older one: the worker changes with it', () => {
  const worker = readFileSync(new URL('../../public/offline-worker.js', import.meta.url), 'utf8');
  const page = createHash('sha256').update(OFFLINE_PAGE + OFFLINE_POLICY);
  expect(worker).toContain(`'offline-page-${page.digest('hex').slice(0, 12)}'`);
});
