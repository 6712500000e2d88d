import type { Service } from '@pyairtable/nx-polyglot/services';

/** Contradictions within services.yaml: names, ports and prefixes twice, dependencies that do not resolve or start late. */
export function relationProblems(services: Service[]): string[] {
  const byName = new Map(services.map((service) => [service.name, service]));
  return [
    ...twice(
      'name',
      services.map(({ name }) => name),
    ),
    ...twice(
      'folder',
      services.map(({ folder }) => folder),
    ),
    ...twice(
      'port',
      services.map(({ port }) => String(port)),
    ),
    ...twice(
      'route prefix',
      services.flatMap(({ routes }) => routes.map(({ prefix }) => prefix)),
    ),
    ...services.flatMap((service) =>
      service.dependsOn.flatMap((name) => dependencyProblem(service, byName.get(name), name)),
    ),
    ...services.flatMap(({ name, folder }) =>
      folder.endsWith(`/${name}`) ? [] : [`${name}: its folder ${folder} does not end in its name`],
    ),
    ...services.flatMap((service) => addressProblems(service, byName)),
  ];
}

function dependencyProblem(service: Service, dependency: Service | undefined, name: string): string[] {
  if (!dependency) return [`${service.name}: depends on ${name}, which is no service`];
  // Stages that only grow along dependencies also rule out circles.
  if (dependency.stage >= service.stage)
    return [
      `${service.name}: stage ${service.stage} is not after stage ${dependency.stage} of ${name}, on which it depends`,
    ];
  return [];
}

/** A required `<NAME>_URL` of another service is a dependency on it. The gateway's own address counts as outside. */
function addressProblems(service: Service, byName: Map<string, Service>): string[] {
  return service.env.flatMap(({ key, required }) => {
    const name = /^([A-Z0-9_]+)_URL$/.exec(key)?.[1]?.toLowerCase().replaceAll('_', '-');
    if (!name || !required || !byName.has(name) || service.dependsOn.includes(name)) return [];
    // What it depends on may in turn stand before it: web reaches auth through the stage order of bff.
    return reaches(service, name, byName)
      ? []
      : [`${service.name}: reads ${key} but does not depend on ${name}`];
  });
}

function reaches(
  service: Service,
  name: string,
  byName: Map<string, Service>,
  seen = new Set<string>(),
): boolean {
  return service.dependsOn.some((dependency) => {
    if (dependency === name) return true;
    const next = byName.get(dependency);
    if (!next || seen.has(dependency)) return false;
    return reaches(next, name, byName, seen.add(dependency));
  });
}

function twice(what: string, values: string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))].map(
    (value) => `the ${what} ${value} stands twice`,
  );
}
