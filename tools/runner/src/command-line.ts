interface Command {
  /** Runs with the arguments behind the command's name and answers the exit code. */
  run(args: string[]): Promise<number>;
}

const COMMANDS: Record<string, () => Promise<Command>> = {
  admin: () => import('./commands/admin'),
  bench: () => import('./commands/bench'),
  start: () => import('./commands/start'),
  verify: () => import('./commands/verify'),
  exec: () => import('./commands/exec'),
  port: () => import('./commands/port'),
  postgres: () => import('./commands/postgres'),
  soak: () => import('./commands/soak'),
  test: () => import('./commands/test'),
  validate: () => import('./commands/validate'),
  'with-postgres': () => import('./commands/with-postgres'),
};

/** Runs the runner's command line and answers the exit code; a failure is one message on standard error. */
export async function runCommandLine([name = '', ...args]: string[]): Promise<number> {
  const load = COMMANDS[name];
  if (!load) {
    console.error(`usage: runner ${Object.keys(COMMANDS).join('|')} …`);
    return 2;
  }
  try {
    return await (await load()).run(args);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}
