import { filesBelow, foldersIn, readText } from './files.ts';

/** Folders and files outside of every project that TypeScript reads; a path counts where it stands in quotes. */
const SHARED = ['docs/', 'testing/data/', 'services.yaml', 'services.schema.json'];
const DIGEST = 'tools/checks/tree-digest.mjs';

/**
 * TypeScript projects that read a shared file without an input of Nx for it: a change of the file would neither run their
 * tests nor drop their cached results. Go and Python projects declare theirs in their manifests.
 */
export function undeclaredInputs(root: string): string[] {
  return ['apps', 'libs', 'tools', 'testing'].flatMap((parent) =>
    foldersIn(root, parent).flatMap((name) => {
      const folder = `${parent}/${name}`;
      const manifest = readText(root, `${folder}/package.json`);
      // A task that is cached by the whole tree needs to name no part of it.
      if (manifest === undefined || manifest.includes(DIGEST)) return [];
      const sources = filesBelow(root, `${folder}/src`).filter((file) => /\.(?:ts|tsx|mjs)$/.test(file));
      return SHARED.flatMap((shared) => {
        if (manifest.includes(`{workspaceRoot}/${shared}`)) return [];
        const path = new RegExp(`["'\`](?:\\.\\./)*${RegExp.escape(shared)}`);
        const reader = sources.find((file) => readsFiles(readText(root, file) ?? '', path));
        return reader ? [`${reader} reads ${shared}, which no input in ${folder}/package.json names`] : [];
      });
    }),
  );
}

/** A quoted path in a file that reads files; elsewhere it is a text for people. */
const readsFiles = (text: string, path: RegExp): boolean =>
  /\bread(?:File|dir)/.test(text) && path.test(text);
