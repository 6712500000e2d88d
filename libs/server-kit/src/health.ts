import type { Server } from './server';

/** Resolves when the dependency answers, rejects when it does not. Must be cheap: orchestrators ask every few seconds. */
export type HealthCheck = (signal: AbortSignal) => Promise<unknown>;

export const HEALTH_CHECK_TIMEOUT_MS = 2_000;

/** `GET /healthz`: 200 when every check passes within its time, else 503; the body says which failed, never why. */
export function installHealth(
  app: Server,
  {
    service,
    version,
    checks,
  }: { service: string; version: string; checks: Readonly<Record<string, HealthCheck>> },
): void {
  app.get('/healthz', async (request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        const signal = AbortSignal.timeout(HEALTH_CHECK_TIMEOUT_MS);
        const expired = new Promise<never>((_, reject) =>
          signal.addEventListener('abort', () => reject(new Error(`${name} did not answer in time`)), {
            once: true,
          }),
        );
        try {
          await Promise.race([check(signal), expired]);
          return [name, 'ok'] as const;
        } catch (error) {
          request.log.warn({ check: name, err: error }, 'health check failed');
          return [name, 'failing'] as const;
        }
      }),
    );
    const healthy = results.every(([, status]) => status === 'ok');
    return reply
      .code(healthy ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: healthy ? 'ok' : 'failing', service, version, checks: Object.fromEntries(results) });
  });
}
