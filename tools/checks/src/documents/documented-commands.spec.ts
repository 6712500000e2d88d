import { wrongCopy } from '../testing/wrong-copy.ts';
import { commandsOf } from './documented-commands.ts';
import { provedCommandProblems } from './proved-commands.ts';

const FENCE = '```';

describe('commandsOf', () => {
  it('reads shell blocks without their comments, broken lines as one command, and code within text', () => {
    const markdown = `Type \`npm start\` or \`PORT=1 npm start\`; \`npm\` alone, \`affected\` and \`a b\` are no commands.

${FENCE}sh
# first
npm test    # everything
node -e '
  print(1)'
make a \\
  b
${FENCE}

${FENCE}json
{ "npm": "npm run nothing" }
${FENCE}
`;
    expect(commandsOf(markdown)).toEqual([
      'npm test',
      "node -e '\n  print(1)'",
      'make a \\\n  b',
      'npm start',
      'PORT=1 npm start',
    ]);
  });
});

describe('provedCommandProblems', () => {
  const copy = wrongCopy();
  const faults = (change: () => void) => copy.newFaults(provedCommandProblems, change);
  const LIST = 'testing/workspace/documented-commands.json';

  it.each(['README.md', 'docs/guides/add-a-service.md', 'libs/testkit/README.md'])(
    'finds a command of %s that no test proves',
    (file) => {
      expect(faults(() => copy.write(file, `${copy.read(file)}\nThen \`npm run surprise\`.\n`))).toEqual([
        `${file}: no test proves the command "npm run surprise"; list it in ${LIST}`,
      ]);
    },
  );

  it('finds a proof of what no document says any more, one by another command, and one by a spec that is gone', () => {
    expect(
      faults(() => {
        copy.edit('go-services/kit/README.md', '`npx nx test go-kit`', 'a test');
        copy.edit(LIST, 'FRAMES=10 npm run bench -- grid', 'FRAMES=10 npm run bench -- formula');
        copy.edit(LIST, 'clients/mcp-server.spec.ts', 'clients/gone.spec.ts');
      }),
    ).toEqual([
      `${LIST}: no document has "npx nx test go-kit"`,
      `${LIST}: "FRAMES=10 npm run bench -- formula" is not "npm run bench -- grid"`,
      `${LIST}: there is no testing/integration/src/clients/gone.spec.ts`,
    ]);
  });
});
