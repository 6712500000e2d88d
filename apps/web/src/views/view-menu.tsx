'use client';
import type { Table, View, ViewChange } from '@pyairtable/contracts';
import { arrangingFault } from '@pyairtable/core';
import { Button, Menu, MenuChoices, MenuItem, MenuSeparator, showToast } from '@pyairtable/ui';
import {
  ArrowDown,
  ArrowUp,
  ChevronDown,
  Copy,
  Lock,
  LockOpen,
  Pencil,
  Plus,
  TableProperties,
  Trash2,
  UserLock,
  UsersRound,
} from 'lucide-react';
import { useState } from 'react';
import { useBase } from '@/base/base-context';
import { failureMessage } from '@/http/request';
import { NameDialog } from '@/shell/name-dialog';

const icon = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const;

/** What a view is drawn by in lists: whether it is everybody's, one person's or locked. */
function ViewIcon({ view }: { view: View }) {
  const Icon = view.locked ? Lock : view.personalForUserId === undefined ? TableProperties : UserLock;
  return <Icon {...icon} />;
}

/** The views of the table, and what can be done with the one that is shown. */
export function ViewMenu({
  table,
  view,
  onView,
}: {
  table: Table;
  view: View;
  onView: (viewId: string) => void;
}) {
  const { actions, records, user, mayEdit, mayChangeSchema } = useBase();
  const [isNew, setNew] = useState(false);
  // By view: another person may delete it, and what is done here is not meant for the one that is shown then.
  const [menuOf, setMenuOf] = useState<string | null>(null);
  const [renamed, setRenamed] = useState<string | null>(null);
  const duplicate = async ({ id }: View) => {
    try {
      onView((await actions.createView(table.id, { copyOf: id }, onView)).id);
    } catch (error) {
      showToast({ title: 'The view was not duplicated', description: failureMessage(error), error: true });
    }
  };
  const remove = async ({ id, name }: View) => {
    // Away first: what one deletes oneself need not be announced as somebody else's doing.
    const next = table.views.find((other) => other.id !== id && other.personalForUserId === undefined);
    if (next) onView(next.id);
    try {
      await records.deleting(name, () => actions.deleteView(table.id, id, onView));
    } catch (error) {
      onView(id);
      showToast({ title: 'The view was not deleted', description: failureMessage(error), error: true });
    }
  };
  const at = table.views.findIndex(({ id }) => id === view.id);

  const fault = arrangingFault(view, user.id);
  const isOthers = fault === 'personal';
  // A table keeps one view that is everybody's.
  const isSpare = table.views.some((one) => one.id !== view.id && one.personalForUserId === undefined);
  const change = (to: ViewChange) => void actions.changeView(table.id, view.id, to);
  return (
    <>
      <Menu
        label="Views"
        open={menuOf === view.id}
        onOpenChange={(open) => setMenuOf(open ? view.id : null)}
        trigger={
          // Its name gives way to the rest of the bar first.
          <Button
            look="quiet"
            size="small"
            icon={<ViewIcon view={view} />}
            className="min-w-14 !shrink !text-n12 max-sm:!px-1.5 [&>svg]:shrink-0"
          >
            <span className="max-w-[160px] truncate">{view.name}</span>
            <ChevronDown size={14} strokeWidth={1.5} aria-hidden="true" />
          </Button>
        }
      >
        <MenuChoices
          value={view.id}
          onChange={onView}
          choices={table.views.map((one) => ({
            value: one.id,
            label: one.name,
            icon: <ViewIcon view={one} />,
          }))}
        />
        {mayEdit ? (
          <>
            <MenuSeparator />
            <MenuItem icon={<Plus {...icon} />} onSelect={() => setNew(true)}>
              New grid view
            </MenuItem>
            <MenuItem
              icon={<Pencil {...icon} />}
              disabled={fault !== undefined}
              onSelect={() => setRenamed(view.id)}
            >
              Rename view
            </MenuItem>
            <MenuItem icon={<Copy {...icon} />} onSelect={() => void duplicate(view)}>
              Duplicate view
            </MenuItem>
            <MenuItem
              icon={view.locked ? <LockOpen {...icon} /> : <Lock {...icon} />}
              disabled={isOthers}
              onSelect={() => change({ locked: !view.locked })}
            >
              {view.locked ? 'Unlock view' : 'Lock view'}
            </MenuItem>
            {view.personalForUserId === undefined ? (
              <MenuItem
                icon={<UserLock {...icon} />}
                disabled={view.locked === true || !isSpare}
                onSelect={() => change({ personalForUserId: user.id })}
              >
                Make personal
              </MenuItem>
            ) : (
              <MenuItem
                icon={<UsersRound {...icon} />}
                disabled={isOthers ? !mayChangeSchema : view.locked === true}
                onSelect={() => change({ personalForUserId: null })}
              >
                Share with everybody
              </MenuItem>
            )}
            {table.views.length > 1 ? (
              <>
                <MenuItem
                  icon={<ArrowUp {...icon} />}
                  disabled={at === 0}
                  onSelect={() => void actions.placeView(table.id, view.id, table.views[at - 1]?.id ?? null)}
                >
                  Move view up
                </MenuItem>
                <MenuItem
                  icon={<ArrowDown {...icon} />}
                  disabled={at === table.views.length - 1}
                  onSelect={() => void actions.placeView(table.id, view.id, table.views[at + 2]?.id ?? null)}
                >
                  Move view down
                </MenuItem>
              </>
            ) : null}
            <MenuItem
              icon={<Trash2 {...icon} />}
              danger
              disabled={!isSpare || fault !== undefined}
              onSelect={() => void remove(view)}
            >
              Delete view
            </MenuItem>
          </>
        ) : null}
      </Menu>
      <NameDialog
        open={renamed === view.id}
        onClose={() => setRenamed(null)}
        title="Rename view"
        action="Rename"
        initial={view.name}
        onName={(name) => actions.changeView(table.id, view.id, { name })}
      />
      <NameDialog
        open={isNew}
        onClose={() => setNew(false)}
        title="New grid view"
        action="Create"
        initial={`Grid view ${String(table.views.length + 1)}`}
        onName={async (name, form) => onView((await actions.createView(table.id, { name }, onView, form)).id)}
      />
    </>
  );
}
