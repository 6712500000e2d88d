import { cache } from 'react';
import type { SessionUser } from '@/auth/auth-service';
import type { Workspace } from '@/workspaces/workspaces';
import { fromBff } from './bff';

/** Who asks, and all they can open; read once per request. */
export const readHome = cache(() => fromBff<{ user: SessionUser; workspaces: Workspace[] }>('/bff/home'));
