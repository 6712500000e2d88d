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
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close');
    done(null, payload);
  });
  app.addHook('onResponse', (_request, _reply, done) => {
    // For answers whose headers had left before.
    if (closing) setImmediate(() => app.server.closeIdleConnections());
    done();
  });
}
