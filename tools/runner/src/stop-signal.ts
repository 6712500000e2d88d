/**
 * Aborts when this process is asked to end: by a signal, or because whoever started it has died. A terminal's Ctrl-C
 * reaches us once from the terminal and once from npm, so only a signal that comes a second later means "at once".
 */
export function stopSignal(onImpatience: () => void): AbortSignal {
  const controller = new AbortController();
  let first = 0;
  const ask = () => {
    if (!controller.signal.aborted) {
      first = performance.now();
      controller.abort();
    } else if (performance.now() - first > 1_000) onImpatience();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  if (process.connected) process.on('disconnect', ask);
  return controller.signal;
}

/** Resolves when the signal aborts, and keeps this process alive until then. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((done) => {
    const alive = setInterval(() => undefined, 2 ** 30);
    signal.addEventListener('abort', () => {
      clearInterval(alive);
      done();
    });
  });
}
