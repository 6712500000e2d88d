import NextAuth from 'next-auth';
import { sessionOptions } from '@/auth/session';

const handler = (request: Request, context: unknown): Promise<Response> =>
  NextAuth(sessionOptions())(request, context) as Promise<Response>;

export { handler as GET, handler as POST };
