import NextAuth from 'next-auth';
import { refuseUnreadable } from '@/auth/refuse-unreadable';
import { sessionOptions } from '@/auth/session';

const handler = async (request: Request, context: unknown): Promise<Response> =>
  (await refuseUnreadable(request)) ??
  ((await NextAuth(sessionOptions())(request, context)) as Promise<Response>);

export { handler as GET, handler as POST };
