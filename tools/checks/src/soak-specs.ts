import { filesBelow, readText } from './files.ts';

const LIST = 'testing/soak.json';
/** How a spec of each language asks whether it shall run for long, or with what was not drawn before. */
const READS =
  /process\.env(?:\.SOAK\b|\[['"]SOAK['"]\])|os\.(?:Getenv|LookupEnv)\("SOAK"\)|environ(?:\.get\(|\[)["']SOAK["']|\bsuiteSeed\(/;
const IS_SPEC = /\.spec\.tsx?$|_test\.go$|\/test_\w+\.py$/;
const PARENTS = ['apps', 'libs', 'testing', 'tools', 'go-services', 'python-services'];

/** Specs that read SOAK and that testing/soak.json leaves out, and listed ones that are not there or do not read it. */
export function soakSpecProblems(root: string): string[] {
  const soaks = JSON.parse(readText(root, LIST) ?? '[]') as { task: string; specs: string[] }[];
  const specs = PARENTS.flatMap((parent) => filesBelow(root, parent)).filter((file) => IS_SPEC.test(file));
  const aware = specs.filter((file) => READS.test(readText(root, file) ?? ''));
  const listed = soaks.flatMap(({ task, specs: named }) => {
    const project = task.slice(0, task.indexOf(':'));
    const folder = PARENTS.map((parent) => `${parent}/${project}/`).find((at) =>
      specs.some((file) => file.startsWith(at)),
    );
    return named.map((spec) => `${folder ?? `${project}/`}${spec}`);
  });
  return [
    ...aware
      .filter((file) => !listed.includes(file))
      .map((file) => `${LIST}: ${file} reads SOAK and is not listed`),
    ...listed
      .filter((file) => !aware.includes(file))
      .map((file) => `${LIST}: ${file} is listed and does not read SOAK`),
  ];
}
