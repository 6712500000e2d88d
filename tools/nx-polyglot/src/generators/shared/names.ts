import type { Tree } from '@nx/devkit';

/** The forms in which templates need a kebab-case name. */
export interface Names {
  kebab: string;
  camel: string;
  snake: string;
}

/** Throws unless the name is kebab-case and the folder still free. */
export function namesFor(tree: Tree, name: string, root: string): Names {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 40)
    throw new Error(`"${name}" is not a kebab-case name of at most 40 characters`);
  if (tree.exists(root)) throw new Error(`${root} exists already`);
  return {
    kebab: name,
    camel: name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
    snake: name.replaceAll('-', '_'),
  };
}
