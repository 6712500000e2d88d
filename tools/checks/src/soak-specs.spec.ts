import { soakSpecProblems } from './soak-specs.ts';
import { wrongCopy } from './testing/wrong-copy.ts';

/** Not written out, or this spec would count as one with a long form. */
const KEY = 'SOAK';
const DRAWN = 'suiteSeed';

describe('soakSpecProblems', () => {
  const copy = wrongCopy();
  const faults = (change: () => void) => copy.newFaults(soakSpecProblems, change);

  it.each([
    ['libs/kernel/src/long.spec.ts', `const ROUNDS = process.env['${KEY}'] ? 9 : 1;\n`],
    ['libs/kernel/src/drawn.spec.ts', `const draw = new Draw(${DRAWN}('SEED'));\n`],
    ['go-services/kit/long_test.go', `var long = os.Getenv("${KEY}") != ""\n`],
    ['python-services/kit/tests/test_long.py', `LONG = os.environ.get("${KEY}")\n`],
  ])('finds that %s would never run for long', (file, text) => {
    expect(faults(() => copy.write(file, text))).toEqual([
      `testing/soak.json: ${file} reads SOAK and is not listed`,
    ]);
  });

  it('finds a listed spec that has no long form, and one that is gone', () => {
    const file = 'apps/api/src/v0/lock-order.spec.ts';
    const fault = `testing/soak.json: ${file} is listed and does not read SOAK`;
    expect(faults(() => copy.edit(file, `process.env['${KEY}']`, 'false'))).toEqual([fault]);
    copy.restore();
    expect(faults(() => copy.delete(file))).toEqual([fault]);
  });
});
