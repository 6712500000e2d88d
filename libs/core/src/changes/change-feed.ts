/** A committed entry of a base's log: where to read on, nothing of its content. */
export interface ChangeNotice {
  baseId: string;
  seq: number;
}

/**
 * Tells that a base's log has grown, after commit, on every replica. Notices may repeat, come out of order or
 * skip numbers: listeners read the log from their own last number.
 */
export interface ChangeFeed {
  publish(notice: ChangeNotice): void;
  /** Returns the function that stops listening. */
  subscribe(listener: (notice: ChangeNotice) => void): () => void;
}

/** The feed of one process. A listener that throws does not keep the others from hearing. */
export function createChangeFeed(onListenerError: (error: unknown) => void): ChangeFeed {
  const listeners = new Set<(notice: ChangeNotice) => void>();
  return {
    publish(notice) {
      for (const listener of listeners) {
        try {
          listener(notice);
        } catch (error) {
          onListenerError(error);
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
