import NextAuth from 'next-auth';
import { refuseUnreadable } from '@/auth/refuse-unreadable';
import { sessionOptions } from '@/auth/session';

const handler = async (request: Request, context: unknown): Promise<Response> => {
  const answer =
    (await refuseUnreadable(request)) ?? ((await NextAuth(sessionOptions())(request, context)) as Response);
  // Not all of NextAuth's answers say so, and all are one person's.
  answer.headers.set('cache-control', 'private, no-store');
  return answer;
};

export { handler as GET, handler as POST };
