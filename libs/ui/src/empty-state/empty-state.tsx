import type { ReactNode } from 'react';

/** Nothing here yet: one sentence that teaches and one thing to do. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      {icon ? (
        <div
          className="mb-4 flex size-10 items-center justify-center rounded-lg border border-n6 bg-n2 text-n11"
          aria-hidden="true"
        >
          {icon}
        </div>
      ) : null}
      <h2 className="text-base font-semibold text-n12">{title}</h2>
      {children ? <p className="mt-1 max-w-[42ch] text-sm text-n11">{children}</p> : null}
      {action ? <div className="mt-5">{action}</div> : null}
    </div>
  );
}
