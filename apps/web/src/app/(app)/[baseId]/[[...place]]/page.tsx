import { isId } from '@pyairtable/kernel';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { BasePage } from '@/base/base-page';
import { parseBasePlace } from '@/base/base-path';
import { readBasePage } from '@/server/base-page';

interface Props {
  params: Promise<{ baseId: string; place?: string[] }>;
}

async function read({ params }: Props) {
  const { baseId, place = [] } = await params;
  if (!isId('base', baseId)) notFound();
  const { tableId, viewId } = parseBasePlace(['', baseId, ...place].join('/'), new URLSearchParams());
  return readBasePage(baseId, tableId, viewId);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await read(props)).base.name };
}

export default async function Base(props: Props) {
  const { user, base, tableId, viewId, window } = await read(props);
  return <BasePage key={base.id} {...{ user, base, tableId, viewId, window }} />;
}
