import { wrongCopy } from './testing/wrong-copy.ts';
import { undeclaredInputs } from './undeclared-inputs.ts';

describe('undeclaredInputs', () => {
  const copy = wrongCopy();

  it.each([
    ['libs/formula', 'docs/', '"{workspaceRoot}/docs/reference/formula-*.md"'],
    ['libs/core', 'testing/data/', '"{workspaceRoot}/testing/data/*.json"'],
    ['tools/nx-polyglot', 'services.schema.json', '"{workspaceRoot}/services.schema.json"'],
  ])('finds that %s reads %s without an input', (folder, shared, input) => {
    const faults = copy.newFaults(undeclaredInputs, () =>
      copy.edit(`${folder}/package.json`, `,\n        ${input}`, ''),
    );
    expect(faults).toEqual([
      expect.stringMatching(
        new RegExp(`^${folder}/src/.* reads ${shared}, which no input in ${folder}/package.json names$`),
      ),
    ]);
  });
});
