'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const KEY = 'pyairtable.renamed';

/** Tells the other pages of this browser that the person is called otherwise. One that forbids storage has them reloaded for it. */
export function tellRenamed(): void {
  try {
    localStorage.setItem(KEY, String(Date.now()));
  } catch {
    return;
  }
}

/** Asks the server for the page anew once the person was named on another. */
export function useRenamed(): void {
  const router = useRouter();
  useEffect(() => {
    const told = ({ key }: StorageEvent) => {
      if (key === KEY) router.refresh();
    };
    window.addEventListener('storage', told);
    return () => window.removeEventListener('storage', told);
  }, [router]);
}
