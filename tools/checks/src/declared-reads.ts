import { parseGoModule } from '@pyairtable/nx-polyglot/go-module';
import { parsePyProject } from '@pyairtable/nx-polyglot/py-project';
import { filesBelow, foldersIn, readText } from './files.ts';

/**
 * Go and Python projects that read libs/contracts or services.yaml without declaring it: Nx would then neither run their
 * tests nor drop their cached results when those files change. A path counts where it stands in quotes. Go projects whose
 * tests need a PostgreSQL declare that too, and get one of their own where they are tested alone.
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
      // The database of a test comes from the kit's pgtest, whose own tests use it too.
      const postgres = declared.usesPostgres
        ? undefined
        : reader(/["`](?:[\w./-]+\/)pgtest["`]|^package pgtest$/m);
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
        ...(postgres
          ? [
              `${postgres} needs a PostgreSQL, which ${declared.manifest} does not declare: ${declared.hint('postgres')}`,
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
  usesPostgres: boolean;
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
      usesPostgres: false,
      manifest: `${folder}/pyproject.toml`,
      hint: (what) => `[tool.pyairtable] ${what} = true`,
    };
  return undefined;
}
