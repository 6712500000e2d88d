import { readChoices, withNewChoices } from './choices';

const choice = (name: string, color: string) => ({ id: `sel${name.padEnd(14, '0')}`, name, color });
const TAKEN = [choice('Todo', 'grayLight2'), choice('Doing', 'yellowLight2'), choice('Done', 'greenLight2')];
const colours = (choices: readonly { color?: string | undefined }[]) => choices.map(({ color }) => color);

describe('the colour of a choice that comes without one', () => {
  it('is none that another choice of the field has', () => {
    const { choices } = withNewChoices({ choices: TAKEN }, ['A', 'B', 'C', 'D', 'E', 'F', 'G']);
    expect(new Set(colours(choices)).size).toBe(10);
    const read = readChoices({ choices: [{ name: 'First' }, { name: 'Second', color: 'blueLight2' }] });
    expect(read.ok && colours(read.value.choices)).toEqual(['cyanLight2', 'blueLight2']);
  });

  it('is in turn where no colour is left', () => {
    const many = Array.from({ length: 12 }, (_, at) => `Choice ${at}`);
    const { choices } = withNewChoices({ choices: [] }, many);
    expect(colours(choices).slice(10)).toEqual(['blueLight2', 'cyanLight2']);
  });
});
