import type { BroughtBack, Moments } from '@pyairtable/contracts';
import { dismissToast, showToast } from '@pyairtable/ui';
import { useBase } from '@/base/base-context';
import { failureMessage, request } from '@/http/request';
import { bringBack } from './brought-back';

/**
 * Takes the restore of a base back, as undo does with what one has done oneself: where others have worked in it since, they
 * keep that, and the history has the way.
 */
export function useUndoneRestore(): (restore: BroughtBack) => Promise<void> {
  const { base, user, showHistory } = useBase();
  const path = `/v1/bases/${base.id}`;

  async function areOthersIn({ seq }: BroughtBack): Promise<boolean> {
    const { moments, next } = await request<Moments>('GET', `${path}/moments`);
    const isWhole = next === null || moments.some((moment) => moment.seq <= seq);
    return !isWhole || moments.some((moment) => moment.seq > seq && moment.actor?.id !== user.id);
  }

  return async (restore) => {
    const working = showToast({ title: `Undoing the restore of “${base.name}”`, underWay: true });
    try {
      if (await areOthersIn(restore))
        showToast({
          title: `“${base.name}” was changed since it was restored`,
          description: 'Undo would take that from others. The history has what the base was before.',
          action: { label: 'History', run: showHistory },
        });
      else {
        const moment = { seq: restore.before };
        await bringBack(base.id, () => request<BroughtBack>('POST', `${path}/restore`, { moment }));
        showToast({ title: `“${base.name}” is as it was before` });
      }
    } catch (error) {
      showToast({ title: 'The base stayed as it is', description: failureMessage(error), error: true });
    }
    dismissToast(working);
  };
}
