import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vectorFiles } from '../testing/vectors';

it('docs/reference/formula-language.md names the choice behind every uncertain vector, and no other', () => {
  const page = readFileSync(
    join(import.meta.dirname, '../../../../docs/reference/formula-language.md'),
    'utf8',
  );
  const uncertain = vectorFiles().flatMap(({ vectors }) =>
    vectors.flatMap(({ id, source }) => (source === 'uncertain' ? [id] : [])),
  );
  const named = page.match(/\b[a-z]+-\d{3}\b/g) ?? [];
  expect([...named].sort()).toEqual([...uncertain].sort());
});
