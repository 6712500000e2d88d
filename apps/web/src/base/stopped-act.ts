import type { ActProgress, StoppedAct } from '@pyairtable/realtime';

const DONE: Readonly<Record<ActProgress['kind'], string>> = {
  'records.create': 'added',
  'records.update': 'changed',
  'records.delete': 'deleted',
  'records.restore': 'brought back',
};

export const countOf = (records: number): string =>
  records === 1 ? '1 record' : `${records.toLocaleString('en')} records`;

/** Says how far an act came that was stopped. */
export function wordsForStopped(kind: ActProgress['kind'], { done, left }: StoppedAct): string {
  if (done === 0) return `Stopped before a record was ${DONE[kind]}`;
  const what = `${countOf(done)} ${DONE[kind]}`;
  return left === 0 ? `Too late to stop: ${what}` : `Stopped: ${what}, ${countOf(left)} not`;
}
