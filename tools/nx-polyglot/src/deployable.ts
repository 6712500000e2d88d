import type { TargetConfiguration } from '@nx/devkit';
import type { Service } from './services.ts';
import { commandTarget } from './targets.ts';

type TaskList = NonNullable<TargetConfiguration['dependsOn']>;

/** The pair a consumer waits for: `serve` keeps the process alive, `ready` ends once its health route answers. */
const running = (project: string): TaskList => [
  { projects: [project], target: 'serve' },
  { projects: [project], target: 'ready' },
];

/**
 * `serve` and `ready` of a deployable. `serve` runs `command` in the project's folder inside the environment that the
 * runner composes from services.yaml, after everything the service depends on answers its health route. `port` ends both before
 * they begin when the port is taken: what has it would answer in the service's place.
 */
export function deployableTargets(
  service: Service,
  command: string,
  options: { dependsOn?: TaskList; env?: Record<string, string> } = {},
): Record<string, TargetConfiguration> {
  const needsDatabase = service.env.some(({ key }) => key === 'DATABASE_URL');
  return {
    serve: commandTarget(
      `node ../../tools/runner/src/main.ts exec ${service.name} -- ${command}`,
      service.folder,
      {
        continuous: true,
        cache: false,
        dependsOn: [
          'port',
          ...(options.dependsOn ?? []),
          ...(needsDatabase ? running('postgres') : []),
          ...service.dependsOn.flatMap(running),
        ],
        ...(options.env ? { env: options.env } : {}),
      },
    ),
    port: commandTarget(`node tools/runner/src/main.ts port ${service.name}`, '.', { cache: false }),
    ready: commandTarget(`node tools/wait-for.mjs http://127.0.0.1:${service.port}${service.health}`, '.', {
      cache: false,
      dependsOn: ['serve'],
    }),
  };
}
