import { readFileSync } from 'node:fs';
import { isAlive } from '@pyairtable/testkit';
import { isRecord } from './home-file';

/** A process that another, later one with the same number is not mistaken for. */
export interface ProcessIdentity {
  pid: number;
  /** Kernel's start time of the process in clock ticks; '' where the platform does not tell. */
  startedAt: string;
}

export const isIdentity = (value: unknown): value is ProcessIdentity =>
  isRecord(value) && Number.isSafeInteger(value['pid']) && typeof value['startedAt'] === 'string';

/** The identity of a running process. */
export function identify(pid: number): ProcessIdentity {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // Field 22 of the line; counting starts behind the name, which may hold anything but ends with the last ')'.
    return { pid, startedAt: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '' };
  } catch {
    return { pid, startedAt: '' };
  }
}

/** True while that very process lives. */
export const stillRuns = (known: ProcessIdentity): boolean =>
  isAlive(known.pid) && identify(known.pid).startedAt === known.startedAt;
