'use client';
import { Button } from '@pyairtable/ui';
import { UserPlus } from 'lucide-react';
import { useBase } from '@/base/base-context';

/** Opens the list of who shares the base; a word beside the icon where there is room for one. */
export function ShareButton() {
  const { share } = useBase();
  return (
    <Button
      look="quiet"
      size="small"
      aria-label="Share"
      icon={<UserPlus size={16} strokeWidth={1.5} aria-hidden="true" />}
      onClick={share}
    >
      <span className="max-md:hidden">Share</span>
    </Button>
  );
}
