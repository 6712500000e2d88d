import type { Metadata } from 'next';
import { PlaygroundPage } from '@/formula-playground/playground-page';

export const metadata: Metadata = { title: 'Formula playground' };

export default function FormulaPlayground() {
  return <PlaygroundPage />;
}
