import { FairShares, type Place } from './fair-shares';

describe('places shared between people', () => {
  let shares: FairShares;
  let entered: string[];
  beforeEach(() => {
    shares = new FairShares(14);
    entered = [];
  });

  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const enter = (owner: string, abort = new AbortController()) =>
    shares.enter({ userId: owner, signal: abort.signal }).then((place) => {
      entered.push(owner);
      return place;
    });
  const enterOften = async (owner: string, count: number) => {
    const asked = Array.from({ length: count }, () => enter(owner));
    await settled();
    return asked;
  };
  const inside = () => {
    const counts: Record<string, number> = {};
    for (const owner of entered) counts[owner] = (counts[owner] ?? 0) + 1;
    return counts;
  };

  it('are half of them anybody’s who is alone, and leave one to who comes next', async () => {
    for (const owner of ['Ann', 'Ben', 'Cem', 'Dua']) await enterOften(owner, 20);
    expect(inside()).toEqual({ Ann: 7, Ben: 4, Cem: 2, Dua: 1 });
  });

  it('go to who has waited longest of those who may have another', async () => {
    const [first] = await enterOften('Ann', 9);
    const ben = await enterOften('Ben', 5);
    expect(inside()).toEqual({ Ann: 7, Ben: 4 });
    (await (first as Promise<Place>)).leave();
    await settled();
    expect(inside()).toEqual({ Ann: 7, Ben: 4 });
    for (const place of await Promise.all(ben.slice(0, 4))) place.leave();
    await settled();
    expect(inside()).toEqual({ Ann: 8, Ben: 5 });
  });

  it('are not waited for by who has gone', async () => {
    const [first] = await enterOften('Ann', 7);
    const abort = new AbortController();
    const gone = enter('Ann', abort);
    await settled();
    abort.abort();
    await expect(gone).rejects.toMatchObject({ type: 'CLIENT_GONE' });
    await expect(enter('Ann', abort)).rejects.toMatchObject({ type: 'CLIENT_GONE' });
    (await (first as Promise<Place>)).leave();
    await enterOften('Ann', 1);
    expect(inside()).toEqual({ Ann: 8 });
  });

  it('are not waited for longer than is said', async () => {
    shares = new FairShares(1, 1);
    const first = await enter('Ann');
    await expect(enter('Ben')).rejects.toMatchObject({ type: 'RATE_LIMIT_REACHED' });
    first.leave();
    (await enter('Ben')).leave();
    expect(inside()).toEqual({ Ann: 1, Ben: 1 });
  });
});
