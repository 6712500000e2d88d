'use client';
import { Button } from '@pyairtable/ui';
import { UserPlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';

const ShareDialog = dynamic(() => import('./share-dialog').then((chunk) => chunk.ShareDialog), { ssr: false });

/** Opens the list of who may open the base. */
export function ShareButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        look="quiet"
        size="small"
        aria-label="Share"
        icon={<UserPlus size={16} strokeWidth={1.5} aria-hidden="true" />}
        onClick={() => setOpen(true)}
      >
        <span className="max-md:hidden">Share</span>
      </Button>
      {open ? <ShareDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}
