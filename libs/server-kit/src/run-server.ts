import type { Server } from './server';

/** Time for open requests to finish after a signal; then the process leaves with code 1. */
export const SHUTDOWN_GRACE_MS = 10_000;

/**
 * Listens on `host` and `port` (0: any free one), logs the address, and closes cleanly on SIGTERM or SIGINT: no new
 * connections, open requests finish, `onClose` hooks run. Resolves with the address once requests are taken.
 */
export async function runServer(
  app: Server,
  { host, port }: { host: string; port: number },
): Promise<string> {
  let closing = false;
  const close = (signal: NodeJS.Signals) => {
    if (closing) return;
    closing = true;
    app.log.info({ signal }, 'closing');
    const deadline = setTimeout(() => {
      app.log.error('requests did not finish in time');
      process.exit(1);
    }, SHUTDOWN_GRACE_MS);
    app.close().then(
      () => {
        clearTimeout(deadline);
        process.exitCode = 0;
        process.off('SIGTERM', close);
        process.off('SIGINT', close);
      },
      (error: unknown) => {
        app.log.error({ err: error }, 'closing failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
  return app.listen({ host, port, listenTextResolver: (address) => `listening on ${address}` });
}
