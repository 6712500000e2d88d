import { choiceColorOf } from './choice-colors';

const STRENGTHS = [
  ['Light2', 'pale '],
  ['Light1', 'light '],
  ['Dark1', 'dark '],
  ['Bright', ''],
] as const;

/** The colour of a choice as people say it, such as "pale blue": its own name is for programs. */
export function colorWords(color: string | undefined): string {
  const name = choiceColorOf(color);
  const [strength, word] = STRENGTHS.find(([end]) => name.endsWith(end)) ?? ['', ''];
  const hue = name.slice(0, name.length - strength.length);
  return word + (hue === 'gray' ? 'grey' : hue);
}
