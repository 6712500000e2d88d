'use client';
import type { BaseCopy, BroughtBack, Moment } from '@pyairtable/contracts';
import { Button, Dialog, showToast } from '@pyairtable/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useBase } from '@/base/base-context';
import { basePath } from '@/base/base-path';
import { failureMessage, request } from '@/http/request';
import { NameDialog } from '@/shell/name-dialog';
import { UnderWay } from '@/shell/under-way';
import { workspacesKey } from '@/workspaces/workspaces';
import { bringBack } from './brought-back';
import { useHomeOfCopies } from './use-home-of-copies';
import { useUndoneRestore } from './use-undone-restore';

/** A moment that somebody chose, and when it was. */
export interface ChosenMoment {
  moment: Moment;
  at: string;
}

interface RestoreProps {
  chosen: ChosenMoment;
  onClose: () => void;
  onDone: () => void;
}

/** Asks how the new base is to be called that is made of a moment, makes it and leads there. */
export function CopyDialog({ chosen, onClose, onDone }: RestoreProps) {
  const { base, reader } = useBase();
  const client = useQueryClient();
  const router = useRouter();
  const home = useHomeOfCopies();
  const place = home && home.id !== base.workspaceId ? `“${home.name}”` : 'this workspace';
  const when = new Date(chosen.at).toLocaleString(reader.locale);
  return (
    <NameDialog
      open
      onClose={onClose}
      title="Restore as new base"
      action="Restore"
      initial={`${base.name} (${when})`.slice(-255)}
      underWay="The new base is being made. A large one takes some minutes."
      onName={async (name, form) => {
        const asked = form.ask<BaseCopy>('POST', `/v1/bases/${base.id}/copies`, {
          moment: chosen.moment,
          name,
          ...(home ? { workspaceId: home.id } : {}),
        });
        // Also where the answer was lost: the base may be there.
        const { baseId } = await asked.finally(
          () => void client.invalidateQueries({ queryKey: workspacesKey }),
        );
        onDone();
        showToast({
          title: `“${name}” was made`,
          action: { label: 'Open', run: () => router.push(basePath(baseId, {})) },
        });
      }}
    >
      <p className="text-sm text-n11">
        A new base in {place}, as “{base.name}” was on {when}. The base that you have open stays as it is.
      </p>
    </NameDialog>
  );
}

/** Asks once more, brings the base back and offers the way to what it was until then, also to undo by key. */
export function BringBackDialog({ chosen, onClose, onDone }: RestoreProps) {
  const { base, reader, session } = useBase();
  const takeBack = useUndoneRestore();
  const [pending, setPending] = useState(false);
  const when = new Date(chosen.at).toLocaleString(reader.locale);

  async function restore() {
    setPending(true);
    try {
      const answer = await bringBack(
        base.id,
        () => request<BroughtBack>('POST', `/v1/bases/${base.id}/restore`, { moment: chosen.moment }),
        (done) =>
          void session.recordAct({
            isFinal: true,
            undo: () => void takeBack(done),
            redo: () => undefined,
          }),
      );
      onDone();
      showToast({
        title: `“${base.name}” is as it was on ${when}`,
        undo: () => void takeBack(answer),
      });
    } catch (error) {
      setPending(false);
      showToast({ title: 'The base was not restored', description: failureMessage(error), error: true });
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(next) => {
        // What is under way cannot be called back, and what comes of it is told here.
        if (!next && !pending) onClose();
      }}
      title={`Restore “${base.name}”?`}
      description={`All of its tables, fields, views and records become what they were on ${when}, for everybody. What was done since is kept in the history: the base can be restored to it. Its trash and the histories of its records begin anew.`}
      footer={
        <>
          <Button disabled={pending} onClick={onClose}>
            Cancel
          </Button>
          <Button look="primary" pending={pending} onClick={() => void restore()}>
            Restore this base
          </Button>
        </>
      }
    >
      <UnderWay>{pending ? 'The base is being restored. A large one takes some minutes.' : null}</UnderWay>
    </Dialog>
  );
}
