import { returnPath } from './return-path';

it.each([
  ['/appAAAAAAAAAAAAAA/tblAAAAAAAAAAAAAA?record=rec1', '/appAAAAAAAAAAAAAA/tblAAAAAAAAAAAAAA?record=rec1'],
  ['/settings', '/settings'],
])('goes back to %s', (asked, path) => {
  expect(returnPath(asked)).toBe(path);
});

it.each([
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example',
  '/\t/evil.example',
  '/..//evil.example',
  'javascript:alert(1)',
  ['/a', '/b'],
  undefined,
  null,
  `/${'a'.repeat(3000)}`,
])('goes home instead of following %j', (asked) => {
  expect(returnPath(asked)).toBe('/');
});
