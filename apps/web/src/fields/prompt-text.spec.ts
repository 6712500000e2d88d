import { promptParts, promptText } from './prompt-text';

const fields = [
  { id: 'fldNotes000000000', name: 'Notes' },
  { id: 'fldStage000000000', name: 'Stage' },
];
const part = (fieldId: string) => ({ field: { fieldId } });

it.each([
  [
    'Sum up {Notes}, now {Stage}',
    ['Sum up ', part('fldNotes000000000'), ', now ', part('fldStage000000000')],
  ],
  ['{Notes}{Stage}', [part('fldNotes000000000'), part('fldStage000000000')]],
  ['as {they} {are', ['as {they} {are']],
  ['', []],
])('reads %j as its parts, and writes them so', (text, prompt) => {
  expect(promptParts(text, fields)).toEqual(prompt);
  expect(promptText(prompt, fields)).toBe(text);
});

it('names a field that is gone by its id', () =>
  expect(promptText(['a ', part('fldGone0000000000')], fields)).toBe('a {fldGone0000000000}'));
