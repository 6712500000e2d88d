import { ENDPOINTS } from './index';

/** Names under which answers hold what stands in cells. */
const OF_CELLS = /"(cells|samples|titles|shownCells|formerFields|newChoices)":/;

describe('the scopes of our own API', () => {
  const telling = ENDPOINTS.filter(({ answer }) => OF_CELLS.test(JSON.stringify(answer ?? {})));

  it('show cells only to credentials that may read records', () => {
    expect(telling.length).toBeGreaterThan(5);
    const others = telling.filter(
      ({ scopes }) => scopes !== 'operator' && !scopes.includes('data.records:read'),
    );
    expect(others.map(({ name }) => name)).toEqual([]);
  });
});
