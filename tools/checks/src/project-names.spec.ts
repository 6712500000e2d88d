import { projectNameProblems } from './project-names.ts';
import { wrongCopy } from './testing/wrong-copy.ts';

describe('projectNameProblems', () => {
  const copy = wrongCopy();

  it('finds a package whose project does not bear the name of its folder', () => {
    const change = () => copy.edit('libs/kernel/package.json', /"name": "kernel",?\s*/, '');
    expect(copy.newFaults(projectNameProblems, change)).toEqual([
      'libs/kernel/package.json: nx.name must be "kernel"',
    ]);
  });
});
