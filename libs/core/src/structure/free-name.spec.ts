import { describe, expect, it } from 'vitest';
import { MAX_NAME_LENGTH } from '@pyairtable/contracts';
import { freeName } from './free-name';

describe('a free name', () => {
  it('is the one wanted, or it with the first number that makes it one of its own', () => {
    expect(freeName('Tasks', ['Name'])).toBe('Tasks');
    expect(freeName('Tasks', ['tasks', 'Tasks 2'])).toBe('Tasks 3');
  });

  it('is never longer than a name may be', () => {
    const longest = 'n'.repeat(MAX_NAME_LENGTH);
    expect(freeName(longest, [longest])).toBe(`${'n'.repeat(MAX_NAME_LENGTH - 2)} 2`);
    const copy = `${'n'.repeat(MAX_NAME_LENGTH - 5)} copy`;
    expect(freeName(longest, [longest], ' copy')).toBe(copy);
    expect(freeName(longest, [longest, copy], ' copy')).toBe(`${'n'.repeat(MAX_NAME_LENGTH - 7)} copy 2`);
  });

  it('does not cut a character in half', () => {
    const odd = `n${'\u{1F600}'.repeat(127)}`;
    expect(freeName(odd, [odd])).toBe(`n${'\u{1F600}'.repeat(126)} 2`);
  });
});
