import { posix } from 'node:path';
import { filesBelow, readText } from '../files.ts';

const PARENTS = ['apps', 'libs', 'tools', 'testing', 'go-services', 'python-services', 'docs', 'scripts'];
const SOURCE = /\.(?:md|ts|tsx|mts|mjs|go|py|sql|ya?ml)$/;
/** A page that is named by its file alone or by a path: `interfaces.md`, docs/architecture/interfaces.md. */
const NAMED = /(?<![\w/.<>$}-])((?:[\w.-]+\/)*[\w-]+\.md)\b/g;

/** Links of documents that lead nowhere, and pages that documents or sources name and the workspace does not have. */
export function missingPages(root: string): string[] {
  const files = ['README.md', 'CONTRIBUTING.md', ...PARENTS.flatMap((parent) => filesBelow(root, parent))];
  const there = new Set(files);
  const names = new Set(files.filter((file) => file.endsWith('.md')).map((file) => posix.basename(file)));
  // Specs name pages that they make.
  return files
    .filter((file) => SOURCE.test(file) && !/\.spec\.tsx?$|_test\.go$|\/testing\/|\/vectors\//.test(file))
    .flatMap((file) => {
      const text = readText(root, file) ?? '';
      const links = file.endsWith('.md')
        ? [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)\s#]+)(?:#[^)]*)?\)/g)]
        : [];
      const dead = links
        .map(([, target]) => target ?? '')
        .filter((target) => !leadsSomewhere(posix.join(posix.dirname(file), target), files, there));
      const unknown = [...text.matchAll(NAMED)]
        .map(([, named]) => named ?? '')
        .filter((named) => named !== 'CHANGELOG.md' && !names.has(posix.basename(named)));
      return [...new Set([...dead, ...unknown])].map((page) => `${file} names ${page}, which is not there`);
    });
}

/** A file, or a folder with one in it. */
const leadsSomewhere = (path: string, files: string[], there: ReadonlySet<string>): boolean =>
  there.has(path) ||
  path === 'CHANGELOG.md' ||
  files.some((file) => file.startsWith(`${path.replace(/\/$/, '')}/`));
