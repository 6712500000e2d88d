import type { BroughtBack } from '@pyairtable/contracts';
import { showToast } from '@pyairtable/ui';

/** What was missed of the log of a base: the changes after `since` up to `seq`. */
interface Missed {
  since: number;
  seq: number;
}

/** What this page has brought a base back to. */
interface Restores {
  /** Those that are not answered yet. */
  asked: number;
  /** By the numbers of the changes that they were, what is to be done when this page has become so. */
  done: Map<number, () => void>;
  /** What was missed meanwhile, which may be what is not answered yet. */
  untold: Missed[];
}

const restores = new Map<string, Restores>();

function restoresOf(baseId: string): Restores {
  const known = restores.get(baseId) ?? { asked: 0, done: new Map(), untold: [] };
  restores.set(baseId, known);
  return known;
}

/**
 * Brings a base back by this page: whoever asks is told of it by the answer, and by nothing else. `became` is called when
 * the page has let go of what it knew of the base before.
 */
export async function bringBack(
  baseId: string,
  ask: () => Promise<BroughtBack>,
  became: (answer: BroughtBack) => void = () => undefined,
): Promise<BroughtBack> {
  const own = restoresOf(baseId);
  own.asked += 1;
  try {
    const answer = await ask();
    // Where it was so already, nobody reads anything anew.
    if (answer.seq !== answer.before) own.done.set(answer.seq, () => became(answer));
    return answer;
  } finally {
    own.asked -= 1;
    for (const missed of own.untold.splice(0)) tellBroughtBack(baseId, missed);
  }
}

/** Says that a base that is open has become what it was, to those who did not ask for it. */
export function tellBroughtBack(baseId: string, missed: Missed): void {
  const own = restoresOf(baseId);
  const told = [...own.done].filter(([seq]) => seq > missed.since && seq <= missed.seq);
  for (const [seq, became] of told) {
    own.done.set(seq, () => undefined);
    became();
  }
  if (told.length > 0) return;
  if (own.asked > 0) {
    own.untold.push(missed);
    return;
  }
  showToast({
    title: 'This base was brought back to an earlier moment',
    description: 'What you see is read anew. Undo begins here.',
  });
}
