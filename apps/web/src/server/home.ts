import type { HomePage } from '@pyairtable/contracts';
import { fromBff } from './bff';

/** Who asks, and all they can open. */
export const readHome = (): Promise<HomePage> => fromBff<HomePage>('/bff/home');
