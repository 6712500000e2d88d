import { parseGoModule } from '@pyairtable/nx-polyglot/go-module';
import { parsePyProject } from '@pyairtable/nx-polyglot/py-project';
import { filesBelow, foldersIn, readText } from './files.ts';

/**
 * Go and Python projects that read libs/contracts or services.yaml without declaring it: Nx would then neither run their
 * tests nor drop their cached results when those files change. A path counts where it stands in quotes.
 */
export function undeclaredReads(root: string): string[] {
  return ['go-services', 'python-services'].flatMap((parent) =>
    foldersIn(root, parent).flatMap((name) => {
      const folder = `${parent}/${name}`;
      const declared = declarationsOf(root, folder);
      if (!declared) return [];
      const sources = filesBelow(root, folder)
        .filter((file) => /\.(go|py)$/.test(file))
        .map((file) => ({ file, text: readText(root, file) ?? '' }));
      const reader = (path: RegExp) => sources.find(({ text }) => path.test(text))?.file;
      const contracts = declared.readsContracts ? undefined : reader(/["'`](?:\.\.\/)*libs\/contracts\//);
      const services = declared.readsServices ? undefined : reader(/["'`](?:\.\.\/)+services\.yaml["'`]/);
      return [
        ...(contracts
          ? [
              `${contracts} reads libs/contracts, which ${declared.manifest} does not declare: ${declared.hint('contracts')}`,
            ]
          : []),
        ...(services
          ? [
              `${services} reads services.yaml, which ${declared.manifest} does not declare: ${declared.hint('services')}`,
            ]
          : []),
      ];
    }),
  );
}

interface Declarations {
  manifest: string;
  readsContracts: boolean;
  readsServices: boolean;
  hint(what: string): string;
}

function declarationsOf(root: string, folder: string): Declarations | undefined {
  const goModule = readText(root, `${folder}/go.mod`);
  if (goModule !== undefined)
    return { ...parseGoModule(goModule), manifest: `${folder}/go.mod`, hint: (what) => `// nx: ${what}` };
  const pyProject = readText(root, `${folder}/pyproject.toml`);
  if (pyProject !== undefined)
    return {
      ...parsePyProject(pyProject),
      manifest: `${folder}/pyproject.toml`,
      hint: (what) => `[tool.pyairtable] ${what} = true`,
    };
  return undefined;
}
