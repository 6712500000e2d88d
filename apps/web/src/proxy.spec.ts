// @vitest-environment node
import { NextRequest } from 'next/server';
import { proxy } from './proxy';

const visit = () => proxy(new NextRequest('http://web/appA/tblB?record=recC')).headers;

it('gives every page its own nonce, and the page the same policy', () => {
  const [one, other] = [visit(), visit()];
  const nonce = (headers: Headers) =>
    /'nonce-([A-Za-z0-9+/=]{24})'/.exec(headers.get('content-security-policy') ?? '')?.[1];
  expect(nonce(one)).toBeDefined();
  expect(nonce(one)).not.toBe(nonce(other));
  expect(one.get('x-middleware-request-content-security-policy')).toBe(one.get('content-security-policy'));
});

it('runs no inline script and talks to no other host', () => {
  const policy = visit().get('content-security-policy') ?? '';
  const directive = (name: string) => policy.split('; ').find((part) => part.startsWith(`${name} `));
  expect(directive('script-src')).not.toContain('unsafe');
  expect(directive('default-src')).toBe("default-src 'self'");
  expect(directive('connect-src')).toBe("connect-src 'self'");
  expect(directive('frame-ancestors')).toBe("frame-ancestors 'none'");
});

it('tells the page its own address', () => {
  expect(visit().get('x-middleware-request-x-page-path')).toBe('/appA/tblB?record=recC');
});
