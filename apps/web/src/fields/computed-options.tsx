'use client';
import { Skeleton } from '@pyairtable/ui';
import dynamic from 'next/dynamic';

const loading = () => <Skeleton className="h-24 w-full" />;

/** The language with its tables is large: it comes when somebody writes a formula. */
export const FormulaOptions = dynamic(
  () => import('./formula-options').then((chunk) => chunk.FormulaOptions),
  { ssr: false, loading },
);
export const LinkedOptions = dynamic(() => import('./linked-options').then((chunk) => chunk.LinkedOptions), {
  ssr: false,
  loading,
});
