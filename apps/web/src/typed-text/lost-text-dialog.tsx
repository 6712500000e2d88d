'use client';
import { Button, Dialog, INPUT_BOX, classNames, showToast, useAnyPopup } from '@pyairtable/ui';
import { useEffect, useState } from 'react';
import { useBase } from '@/base/base-context';
import { copyText } from '@/shell/copy-text';
import { dropLostTexts, useLostTexts, type LostText } from './lost-text';

/** Shows text of the open base whose place went away while it was typed, to be copied. */
export function LostTextDialog() {
  const { base } = useBase();
  return <Lost texts={useTextsOf((baseId) => baseId === base.id)} why={useWhy()} />;
}

/** Shows text of bases that were left, which nobody saw there any more. */
export function LeftTextDialog({ openBaseId }: { openBaseId: string | undefined }) {
  return <Lost texts={useTextsOf((baseId) => baseId !== openBaseId)} why={whyLeft} />;
}

function useTextsOf(isOne: (baseId: string) => boolean): readonly LostText[] {
  return useLostTexts((state) => state.lost).filter(({ baseId }) => isOne(baseId));
}

const LEFT = 'You left its cell before that was read, or the view shows its record no more.';

const whyLeft = ({ refusal, left }: LostText): string =>
  refusal ?? (left ? LEFT : 'What you typed it into is not there any more, or you may not change it.');

interface LostProps {
  texts: readonly LostText[];
  why: (lost: LostText) => string;
}

function Lost(props: LostProps) {
  return props.texts.length === 0 ? null : <ToCopy {...props} />;
}

/**
 * Takes the keyboard: the rest of what is typed goes nowhere else. Waits for what the person has opened meanwhile: the
 * Escape that leaves that would drop the text. What closes may give way to another, as the palette to what is picked in it:
 * only when that has had its turn is nothing open.
 */
function ToCopy({ texts: lost, why }: LostProps) {
  const isFree = !useAnyPopup();
  const [isShown, setShown] = useState(isFree);
  useEffect(() => {
    if (!isFree || isShown) return undefined;
    const show = setTimeout(() => setShown(true));
    return () => clearTimeout(show);
  }, [isFree, isShown]);
  if (!isShown) return null;
  const text = lost.map((one) => one.text).join('\n\n');
  const copy = async () => {
    // Else it stays, to be copied by hand.
    if (!(await copyText(text))) return;
    dropLostTexts(lost);
    showToast({ title: 'Text copied' });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) dropLostTexts(lost);
      }}
      title="Your text was not saved"
      description={[...new Set(lost.map(why))].join(' ')}
      footer={
        <>
          <Button onClick={() => dropLostTexts(lost)}>Drop it</Button>
          <Button look="primary" onClick={() => void copy()}>
            Copy text
          </Button>
        </>
      }
    >
      <textarea
        readOnly
        aria-label="What you typed"
        rows={Math.min(8, Math.max(2, text.split('\n').length))}
        value={text}
        className={classNames(INPUT_BOX, 'resize-y px-2.5 py-1.5')}
      />
    </Dialog>
  );
}

/** What happened, by the base as it is now; a deletion that was told stays told, also where it is undone. */
function useWhy(): (lost: LostText) => string {
  const { base, session, mayEdit } = useBase();
  const [deletions] = useState(() => new WeakMap<LostText, string>());
  return (lost) => {
    const { tableId, field, refusal, hidden, left } = lost;
    const table = base.tables.find(({ id }) => id === tableId);
    if (refusal !== undefined) return refusal;
    if (session.state === 'accessLost') return 'You no longer have access to this base.';
    const now = table?.fields.find(({ id }) => id === field.id);
    const deleted = !table ? 'The table' : now ? deletions.get(lost) : `“${field.name}”`;
    if (deleted !== undefined) {
      deletions.set(lost, deleted);
      return `${deleted} was deleted while you typed.`;
    }
    if (!mayEdit) return 'You may no longer change records of this base.';
    if (field.type !== undefined && field.type !== now?.type)
      return `“${field.name}” got another type while you typed.`;
    if (hidden) return `“${field.name}” was hidden while you typed.`;
    if (left) return LEFT;
    return 'The record was deleted while you typed.';
  };
}
