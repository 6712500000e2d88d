'use client';
import { Dialog } from '@pyairtable/ui';
import { useState } from 'react';
import { CompareDialog, type ComparedMoment } from './compare-dialog';
import { BringBackDialog, CopyDialog } from './restore-dialogs';
import { MomentList } from './moment-list';
import type { Choice } from './restore-menu';
import { SnapshotList } from './snapshot-list';

/** What the base was: its snapshots and the changes that it went through, each a way back. */
export function HistoryDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return open ? <Past onClose={onClose} /> : null;
}

function Past({ onClose }: { onClose: () => void }) {
  const [choice, setChoice] = useState<Choice | null>(null);
  const [compared, setCompared] = useState<ComparedMoment | null>(null);
  const Restore = choice?.as === 'new' ? CopyDialog : BringBackDialog;
  return (
    <Dialog open onOpenChange={onClose} width="wide" title="History of this base">
      <SnapshotList onChoose={setChoice} onCompare={setCompared} />
      <MomentList onChoose={setChoice} onCompare={setCompared} />
      {compared ? <CompareDialog moment={compared} onClose={() => setCompared(null)} /> : null}
      {choice ? <Restore chosen={choice} onClose={() => setChoice(null)} onDone={onClose} /> : null}
    </Dialog>
  );
}
