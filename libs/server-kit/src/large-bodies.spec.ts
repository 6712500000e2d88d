import { LargeBodies } from './large-bodies';

describe('large bodies', () => {
  let bodies: LargeBodies;
  let read: string[];
  beforeEach(() => {
    vi.useFakeTimers();
    bodies = new LargeBodies();
    read = [];
  });
  afterEach(() => vi.useRealTimers());

  const READING_MS = 50;
  /** Asks for a body to be read, which takes its time; answers how to answer the request. */
  const ask = (person: string, body: string) => {
    let answer!: () => void;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const reading = () => {
      vi.advanceTimersByTime(READING_MS);
      read.push(body);
      return body;
    };
    return { parsed: bodies.read(person, reading, answered), answer };
  };

  it('are read one after the other, each after a rest as long as the one before took', async () => {
    const first = ask('Ann', 'first');
    const second = ask('Ben', 'second');
    expect(await first.parsed).toBe('first');
    await vi.advanceTimersByTimeAsync(READING_MS - 1);
    expect(read).toEqual(['first']);
    await vi.advanceTimersByTimeAsync(1);
    expect(await second.parsed).toBe('second');
  });

  it('are those of each person in turn', async () => {
    const asked = ['a1', 'a2', 'a3', 'b1', 'b2'].map((body) => ask(body.charAt(0), body));
    for (const { answer } of asked) answer();
    await vi.runAllTimersAsync();
    expect(read).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
  });

  it('are not read while another of the same person is still to be answered', async () => {
    const [first] = [ask('Ann', 'first'), ask('Ann', 'second'), ask('Ben', 'other')];
    await vi.runAllTimersAsync();
    expect(read).toEqual(['first', 'other']);
    first.answer();
    await vi.runAllTimersAsync();
    expect(read).toEqual(['first', 'other', 'second']);
  });

  it('that cannot be read keep no others', async () => {
    const failed = bodies.read('Ann', () => {
      throw new Error('no JSON');
    });
    await expect(failed).rejects.toThrow('no JSON');
    const next = ask('Ann', 'next');
    await vi.runAllTimersAsync();
    expect(await next.parsed).toBe('next');
  });
});
