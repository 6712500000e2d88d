import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionReference } from './function-reference';

it('the committed reference is what the definitions say; run scripts/generate-function-reference.mjs if not', () => {
  const committed = join(import.meta.dirname, '../../../../docs/reference/formula-functions.md');
  expect(readFileSync(committed, 'utf8')).toBe(functionReference());
});
