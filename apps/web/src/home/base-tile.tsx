'use client';
import { Button, Dialog, IconButton, Menu, MenuItem, MenuSeparator, showToast } from '@pyairtable/ui';
import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { BaseIcon } from '@/bases/base-icon';
import { failureMessage } from '@/http/request';
import type { BaseSummary } from '@pyairtable/contracts';
import { offerUndo } from '@/trash/offered-undo';
import { mayCreate, useWorkspaceChanges } from '@/workspaces/workspaces';
import { EditBaseDialog } from './edit-base-dialog';
import { timeAgo } from './time-ago';

/** One base as a tile: colour, icon, name and when this browser last opened it. */
export function BaseTile({ base, openedAt }: { base: BaseSummary; openedAt: number | undefined }) {
  const [dialog, setDialog] = useState<'edit' | 'delete' | null>(null);
  const { deleteBase, restoreBase } = useWorkspaceChanges();
  const refused = (title: string) => (error: Error) =>
    void showToast({ title, description: failureMessage(error), error: true });
  return (
    <li className="group relative">
      <Link
        href={`/${base.id}`}
        prefetch={false}
        className="flex items-center gap-3 rounded-lg border border-n6 bg-n1 p-3 pe-10 transition-colors duration-100 hover:border-n8 hover:bg-n2"
      >
        <BaseIcon {...base} size="large" />
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm font-semibold text-n12">{base.name}</span>
          {openedAt === undefined ? null : (
            <span className="block truncate text-xs text-n11">Opened {timeAgo(openedAt)}</span>
          )}
        </span>
      </Link>
      {mayCreate(base.permissionLevel) ? (
        <span className="absolute end-2 top-1/2 -translate-y-1/2">
          <Menu
            label={`Base ${base.name}`}
            align="end"
            trigger={
              <IconButton
                label={`More for ${base.name}`}
                size="small"
                className="opacity-0 group-hover:opacity-100 focus-visible:opacity-100 data-popup-open:opacity-100 max-md:opacity-100"
              >
                <Ellipsis size={16} strokeWidth={1.5} aria-hidden="true" />
              </IconButton>
            }
          >
            <MenuItem icon={<Pencil size={16} strokeWidth={1.5} />} onSelect={() => setDialog('edit')}>
              Edit name, colour and icon
            </MenuItem>
            {base.permissionLevel === 'owner' ? (
              <>
                <MenuSeparator />
                <MenuItem
                  danger
                  icon={<Trash2 size={16} strokeWidth={1.5} />}
                  onSelect={() => setDialog('delete')}
                >
                  Delete
                </MenuItem>
              </>
            ) : null}
          </Menu>
        </span>
      ) : null}
      {dialog === 'edit' ? <EditBaseDialog base={base} onClose={() => setDialog(null)} /> : null}
      <Dialog
        open={dialog === 'delete'}
        onOpenChange={() => setDialog(null)}
        title={`Delete “${base.name}”?`}
        description="All of its tables and records go to the trash with it, for everybody."
        footer={
          <>
            <Button onClick={() => setDialog(null)}>Cancel</Button>
            <Button
              look="danger"
              pending={deleteBase.isPending}
              onClick={() =>
                deleteBase.mutate(base.id, {
                  onSuccess: () =>
                    offerUndo(
                      base.id,
                      showToast({
                        title: `“${base.name}” was deleted`,
                        undo: () =>
                          restoreBase.mutate(base.id, { onError: refused('The base was not restored') }),
                      }),
                    ),
                  onError: refused('The base was not deleted'),
                  onSettled: () => setDialog(null),
                })
              }
            >
              Delete base
            </Button>
          </>
        }
      />
    </li>
  );
}
