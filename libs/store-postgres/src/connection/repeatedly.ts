import { availabilityFault, worthRepeating } from './faults';

const ATTEMPTS = 4;

/** Runs a transaction, and runs it again after a deadlock. Throws the catalogue's error when the database is away. */
export async function repeatedly<T>(attempt: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      if (worthRepeating(error) && count < ATTEMPTS) continue;
      throw availabilityFault(error) ?? error;
    }
  }
}
