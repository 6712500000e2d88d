import type { TargetConfiguration } from '@nx/devkit';

/** A shell command run in a folder of the workspace; `extra` adds cache, inputs, outputs and dependencies. */
export function commandTarget(
  command: string,
  cwd: string,
  { env, ...extra }: Partial<TargetConfiguration> & { env?: Record<string, string> } = {},
): TargetConfiguration {
  return { executor: 'nx:run-commands', options: { command, cwd, ...(env ? { env } : {}) }, ...extra };
}
