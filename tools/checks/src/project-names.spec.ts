import { projectNameProblems } from './project-names.ts';
import { WrongCopy } from './testing/wrong-copy.ts';

it('finds a package whose project does not bear the name of its folder', () => {
  const copy = new WrongCopy();
  try {
    const change = () => copy.edit('libs/kernel/package.json', /"name": "kernel",?\s*/, '');
    expect(copy.newFaults(projectNameProblems, change)).toEqual([
      'libs/kernel/package.json: nx.name must be "kernel"',
    ]);
  } finally {
    copy.remove();
  }
});
