import { foldersIn, readText } from './files.ts';

interface Manifest {
  name?: string;
  nx?: { name?: string };
}

/** TypeScript projects are called by their folder's name: `nx test kernel`, not `nx test @pyairtable/kernel`. */
export function projectNameProblems(root: string): string[] {
  return ['apps', 'libs', 'tools', 'testing'].flatMap((parent) =>
    foldersIn(root, parent).flatMap((folder) => {
      const file = `${parent}/${folder}/package.json`;
      const text = readText(root, file);
      if (text === undefined) return [];
      const { nx } = JSON.parse(text) as Manifest;
      return nx?.name === folder ? [] : [`${file}: nx.name must be "${folder}"`];
    }),
  );
}
