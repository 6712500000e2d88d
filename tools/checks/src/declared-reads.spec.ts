import { undeclaredReads } from './declared-reads.ts';
import { wrongCopy } from './testing/wrong-copy.ts';

describe('undeclaredReads', () => {
  const copy = wrongCopy();

  it.each([
    [
      'go-services/kit/go.mod',
      '// nx: contracts\n',
      'reads libs/contracts, which go-services/kit/go.mod does not declare',
    ],
    [
      'go-services/gateway/go.mod',
      '// nx: services\n',
      'reads services.yaml, which go-services/gateway/go.mod does not declare',
    ],
    [
      'go-services/auth/go.mod',
      '// nx: postgres\n',
      'needs a PostgreSQL, which go-services/auth/go.mod does not declare',
    ],
    [
      'go-services/kit/go.mod',
      '// nx: postgres\n',
      'needs a PostgreSQL, which go-services/kit/go.mod does not declare',
    ],
    [
      'python-services/kit/pyproject.toml',
      'contracts = true',
      'reads libs/contracts, which python-services/kit/pyproject.toml does not declare',
    ],
  ])('finds that %s lacks %j', (file, declaration, fault) => {
    expect(copy.newFaults(undeclaredReads, () => copy.edit(file, declaration, ''))).toEqual([
      expect.stringContaining(fault),
    ]);
  });
});
