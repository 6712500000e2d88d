import { CHOICE_COLORS } from './choice-colors';
import { colorWords } from './color-words';

it('says each colour in words of its own', () => {
  const said = CHOICE_COLORS.map(colorWords);
  expect(new Set(said).size).toBe(CHOICE_COLORS.length);
  expect(said.filter((words) => !/^(pale |light |dark )?[a-z]+$/.test(words))).toEqual([]);
  expect(colorWords('blueLight2')).toBe('pale blue');
  expect(colorWords('grayBright')).toBe('grey');
});

it('says a colour that is not known as what it is drawn as', () => {
  expect(colorWords('mauve')).toBe('pale grey');
  expect(colorWords(undefined)).toBe('pale grey');
});
