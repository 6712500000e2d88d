import { setTimeout as sleep } from 'node:timers/promises';

/** True when the address answers 200 within two seconds. */
export async function isHealthy(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000), redirect: 'manual' });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}

/** Polls until the address is healthy; false when it is not in time or `signal` aborts. */
export async function waitHealthy(url: string, timeoutMs: number, signal: AbortSignal): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (!signal.aborted && performance.now() < deadline) {
    if (await isHealthy(url)) return true;
    await sleep(50);
  }
  return false;
}
