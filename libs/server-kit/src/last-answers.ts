import type { Server } from './server';

/**
 * While the server closes, each answer still in hand ends its connection. Without it a kept-alive connection would hold
 * the process until its idle time is over.
 */
export function installLastAnswers(app: Server): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
  app.addHook('onResponse', async () => {
    // For answers whose headers had left before.
    if (closing) setImmediate(() => app.server.closeIdleConnections());
  });
}
