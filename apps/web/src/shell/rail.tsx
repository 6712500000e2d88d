'use client';
import { classNames, IconButton, Kbd } from '@pyairtable/ui';
import { CircleHelp, House, PanelLeftClose, Search } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import type { PageUser } from '@pyairtable/contracts';
import { BaseIcon } from '@/bases/base-icon';
import type { WorkspaceSummary } from '@pyairtable/contracts';
import { PersonMenu } from './person-menu';
import { WaitingNote } from '@/waiting/waiting-note';
import { useInSight } from './use-in-sight';
import { useShell } from './shell-state';
import { WorkspaceSwitcher } from './workspace-switcher';

const ROW = 'flex h-8 shrink-0 items-center gap-2.5 rounded-md px-2 text-sm font-medium';

/** The left rail: workspace, search, home, bases, the person. The same on wide screens and in the narrow drawer. */
export function Rail({
  user,
  workspaces,
  current,
}: {
  user: PageUser;
  workspaces: WorkspaceSummary[];
  current: WorkspaceSummary | undefined;
}) {
  const path = usePathname();
  const setShell = useShell((shell) => shell.set);
  const close = () => setShell({ drawerOpen: false });
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-11 shrink-0 items-center gap-1 px-2">
        <WorkspaceSwitcher workspaces={workspaces} current={current} />
        <IconButton
          label="Hide sidebar"
          shortcut="Mod \"
          size="small"
          onClick={() => setShell({ railOpen: false, drawerOpen: false })}
        >
          <PanelLeftClose size={16} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      </div>
      <nav aria-label="Main" className="flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto px-2 pt-1 pb-2">
        <button
          type="button"
          onClick={() => setShell({ paletteOpen: true, drawerOpen: false })}
          className={classNames(ROW, 'text-n11 hover:bg-n4 hover:text-n12')}
        >
          <Search size={16} strokeWidth={1.5} aria-hidden="true" />
          <span className="flex-1 text-start">Search</span>
          <span className="max-md:hidden">
            <Kbd keys="Mod K" />
          </span>
        </button>
        <RailLink
          href="/"
          active={path === '/'}
          onNavigate={close}
          icon={<House size={16} strokeWidth={1.5} aria-hidden="true" />}
        >
          Home
        </RailLink>
        {current && current.bases.length > 0 ? (
          <>
            <h2 className="px-2 pt-4 pb-1 text-xs font-medium text-n11">Bases</h2>
            {current.bases.map((base) => (
              <RailLink
                key={base.id}
                href={`/${base.id}`}
                active={path.startsWith(`/${base.id}`)}
                onNavigate={close}
                icon={<BaseIcon {...base} size="small" />}
              >
                {base.name}
              </RailLink>
            ))}
          </>
        ) : null}
      </nav>
      <WaitingNote workspaces={workspaces} />
      <div className="flex items-center gap-1 border-t border-n6 p-2">
        <div className="min-w-0 flex-1">
          <PersonMenu user={user} />
        </div>
        <IconButton
          label="Keyboard shortcuts"
          shortcut="Mod /"
          onClick={() => setShell({ shortcutsOpen: true })}
        >
          <CircleHelp size={16} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      </div>
    </div>
  );
}

function RailLink({
  href,
  active,
  icon,
  children,
  onNavigate,
}: {
  href: string;
  active: boolean;
  icon: ReactNode;
  children: ReactNode;
  onNavigate: () => void;
}) {
  const link = useInSight<HTMLAnchorElement>(active ? href : null);
  return (
    <Link
      ref={link}
      href={href}
      prefetch={false}
      onClick={onNavigate}
      aria-current={active ? 'page' : undefined}
      className={classNames(ROW, active ? 'bg-n4 text-n12' : 'text-n11 hover:bg-n4 hover:text-n12')}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
    </Link>
  );
}
