import { check } from '../check/checker';
import { cellValue } from '../result';
import { described, meets } from '../testing/expectation';
import { vectorRecord } from '../testing/sample-record';
import { vectorFiles } from '../testing/vectors';
import { evaluate } from './evaluator';

for (const { name, vectors } of vectorFiles())
  describe(`the evaluator on ${name} vectors`, () => {
    it.each(vectors.map((vector) => [vector.id, vector.formula, vector] as const))(
      '%s: %s',
      (_id, _formula, vector) => {
        const record = vectorRecord(vector);
        const checked = check(vector.formula, record.check);
        if (vector.expect.value === 'INVALID') {
          expect(checked.problems).not.toEqual([]);
          return;
        }
        expect(checked.problems).toEqual([]);
        const value = cellValue(
          evaluate(checked.root, record.environment),
          checked.type,
          record.environment.mode,
        );
        if (!meets(value, vector.expect)) expect(described(value)).toEqual(vector.expect);
      },
    );
  });
