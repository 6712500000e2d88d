import { classNames } from '../class-names';

/** A light bar where a result will stand; size it with classes. Hidden from assistive technology. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className={classNames('block animate-pulse rounded-md bg-n4', className)} />
  );
}
