import type { Metadata } from 'next';
import { NotFoundNote } from '@/shell/not-found-note';

export const metadata: Metadata = { title: 'Not found' };

/** Within the frame, which has the page's `main`. */
export default NotFoundNote;
