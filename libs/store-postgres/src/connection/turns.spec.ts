import { Turns } from './turns';

describe('turns', () => {
  it('follow one another by key, also after a failure, and say who had to wait', async () => {
    const turns = new Turns();
    const steps: string[] = [];
    const work = (name: string, key = 'a', fails = false) =>
      turns.take(key, async (waited) => {
        steps.push(`${name} begins${waited ? ' late' : ''}`);
        await Promise.resolve();
        steps.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });
    const [first, failing, third, other] = [work('1'), work('2', 'a', true), work('3'), work('4', 'b')];
    await expect(failing).rejects.toThrow('2');
    expect(await Promise.all([first, third, other])).toEqual(['1', '3', '4']);
    expect(steps.filter((step) => !step.startsWith('4'))).toEqual([
      '1 begins',
      '1 ends',
      '2 begins late',
      '2 ends',
      '3 begins late',
      '3 ends',
    ]);
    expect(steps.slice(0, 2)).toEqual(['1 begins', '4 begins']);
    await work('5');
    expect(steps).toContain('5 begins');
  });
});
