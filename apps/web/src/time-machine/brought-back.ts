import type { BroughtBack } from '@pyairtable/contracts';
import { showToast } from '@pyairtable/ui';

/** Restores that this page asked for and has not seen yet. */
let awaited = 0;

/** Brings a base back by this page: whoever asks is told of it by the answer, and by nothing else. */
export async function bringBack(ask: () => Promise<BroughtBack>): Promise<BroughtBack> {
  awaited += 1;
  try {
    const answer = await ask();
    // It was so already: nobody reads anything anew.
    if (answer.seq === answer.before) settle();
    return answer;
  } catch (error) {
    settle();
    throw error;
  }
}

const settle = () => {
  awaited = Math.max(0, awaited - 1);
};

/** Says that a base that is open has become what it was, to those who did not ask for it. */
export function tellBroughtBack(): void {
  if (awaited > 0) return settle();
  showToast({
    title: 'This base was brought back to an earlier moment',
    description: 'What you see is read anew. Undo begins here.',
  });
}
