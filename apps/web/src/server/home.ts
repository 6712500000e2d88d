import type { HomePage } from '@pyairtable/contracts';
import { cache } from 'react';
import { fromBff } from './bff';

/** Who asks, and all they can open; read once per request. */
export const readHome = cache(() => fromBff<HomePage>('/bff/home'));
