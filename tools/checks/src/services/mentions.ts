import type { Service } from '@pyairtable/nx-polyglot/services';
import { filesBelow, readText } from '../files.ts';

/** Where the house's kits answer /healthz for every service built on them. */
const KITS = { typescript: 'libs/server-kit', go: 'go-services/kit', python: 'python-services/kit' } as const;

/** A README or Dockerfile that is missing or names another port, and a health path that no code of the service or its kit answers. */
export function mentionProblems(root: string, services: Service[]): string[] {
  return services.flatMap((service) => [
    ...readmeProblems(root, service),
    ...dockerfileProblems(root, service),
    ...(answersHealth(root, service)
      ? []
      : [`${service.name}: no code answers its health path ${service.health}`]),
  ]);
}

function readmeProblems(root: string, { name, folder, port }: Service): string[] {
  const text = readText(root, `${folder}/README.md`);
  if (text === undefined) return [`${name}: ${folder} has no README.md`];
  return new RegExp(`\\b${port}\\b`).test(text)
    ? []
    : [`${name}: its README.md does not name its port ${port}`];
}

function dockerfileProblems(root: string, { name, folder, port, health }: Service): string[] {
  const text = readText(root, `${folder}/Dockerfile`);
  if (text === undefined) return [`${name}: ${folder} has no Dockerfile`];
  const exposed = [...text.matchAll(/^EXPOSE\s+(\d+)/gm)].map(([, value]) => value);
  return [
    ...(exposed.length === 1 && exposed[0] === String(port)
      ? []
      : [`${name}: its Dockerfile exposes ${exposed.join(', ') || 'no port'}, not ${port}`]),
    ...(text.includes(health) ? [] : [`${name}: its Dockerfile does not name its health path ${health}`]),
  ];
}

function answersHealth(root: string, { folder, language, health }: Service): boolean {
  // Next routes by folder: /api/health is src/app/api/health/route.ts.
  if (readText(root, `${folder}/src/app${health}/route.ts`) !== undefined) return true;
  const own = sourcesOf(root, folder);
  const usesKit = own.some(({ text }) =>
    /@pyairtable\/server-kit|go-services\/kit\/server|pyairtable_kit/.test(text),
  );
  const searched = usesKit ? [...own, ...sourcesOf(root, KITS[language])] : own;
  return searched.some(({ text }) => new RegExp(`["'\`](?:GET )?${RegExp.escape(health)}["'\`]`).test(text));
}

/** Source files of a folder in the three languages, tests left out. */
export function sourcesOf(root: string, folder: string): { file: string; text: string }[] {
  return filesBelow(root, folder)
    .filter((file) => /\.(ts|tsx|mts|mjs|go|py)$/.test(file))
    .filter((file) => !/\.spec\.tsx?$|_test\.go$|\/tests?\/|\/testing\/|\.config\.m?[jt]s$/.test(file))
    .map((file) => ({ file, text: readText(root, file) ?? '' }));
}
