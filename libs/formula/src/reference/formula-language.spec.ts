import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allFunctions } from '../functions/registry';
import { vectorFiles } from '../testing/vectors';

const page = readFileSync(
  join(import.meta.dirname, '../../../../docs/reference/formula-language.md'),
  'utf8',
);

it('docs/reference/formula-language.md lists the extensions of the registry', () => {
  const listed = /^- Extensions: (.*?), comments/m.exec(page)?.[1]?.match(/\w+/g);
  const extensions = allFunctions().flatMap(({ name, extension }) => (extension ? [name] : []));
  expect(listed).toEqual(extensions.sort());
});

it('docs/reference/formula-language.md names the choice behind every uncertain vector, and no other', () => {
  const uncertain = vectorFiles().flatMap(({ vectors }) =>
    vectors.flatMap(({ id, source }) => (source === 'uncertain' ? [id] : [])),
  );
  const named = page.match(/\b[a-z]+-\d{3}\b/g) ?? [];
  expect([...named].sort()).toEqual([...uncertain].sort());
});
