import { placeOnPage } from './place-on-page';

const surface = new DOMRect(200, 80, 1_000, 600);

it.each([
  ['in sight', 100, 150, [300, 450]],
  ['cut at the end', 900, 300, [1_100, 1_200]],
  ['beyond the end', 1_300, 200, [1_200, 1_200]],
  ['cut at the beginning', -50, 150, [200, 300]],
  ['before the beginning', -400, 150, [200, 200]],
])('is where the column is seen: %s', (_where, x, width, expected) => {
  const place = placeOnPage({ x, y: 10, width, height: 34 }, surface);
  expect([place.left, place.right]).toEqual(expected);
  expect([place.top, place.height]).toEqual([90, 34]);
});
