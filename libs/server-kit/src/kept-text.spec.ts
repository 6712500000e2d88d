import { text } from 'node:stream/consumers';
import { KeptText } from './kept-text';

describe('a text that is kept until it is taken', () => {
  it('is what it was made of, however often it is read', async () => {
    const pieces = ['{"é":"', '', '🔥'.repeat(200_000), '"}'];
    const kept = await KeptText.of(pieces);
    expect(await text(kept.read())).toBe(pieces.join(''));
    expect(await text(kept.read())).toBe(pieces.join(''));
    expect(kept.bytes).toBe(Buffer.byteLength(pieces.join('')));
  });

  it('leaves the process to others while it is made', async () => {
    for (const piece of ['', 'x'.repeat(64 * 1024)]) {
      let others = 0;
      const atPiece: number[] = [];
      const pieces = function* () {
        for (let at = 0; at < 4; at += 1) {
          setImmediate(() => (others += 1));
          atPiece.push(others);
          yield piece;
        }
      };
      await KeptText.of(pieces());
      expect(atPiece).toEqual([0, 1, 2, 3]);
    }
  });

  it('is made no further when nobody waits for it', async () => {
    const gone = new AbortController();
    let made = 0;
    const pieces = function* () {
      for (;;) {
        made += 1;
        yield 'x'.repeat(64 * 1024);
        gone.abort();
      }
    };
    await expect(KeptText.of(pieces(), gone.signal)).rejects.toMatchObject({ type: 'CLIENT_GONE' });
    const until = made;
    await new Promise((resolve) => setImmediate(resolve));
    expect(made).toBe(until);
  });

  it('fails as its making does', async () => {
    const pieces = function* () {
      yield '{';
      throw new Error('broken');
    };
    await expect(KeptText.of(pieces())).rejects.toThrow('broken');
  });
});
