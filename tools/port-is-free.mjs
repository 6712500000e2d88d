// Exits 1 with one line when a service's port on 127.0.0.1 is taken. Usage: node tools/port-is-free.mjs SERVICE PORT
import { createServer } from 'node:net';

const [service, port] = process.argv.slice(2);
const asked = createServer();
asked.once('error', ({ code }) => {
  console.error(
    code === 'EADDRINUSE'
      ? `Port ${port} on 127.0.0.1, the one of ${service}, is taken, as by npm start. Stop what uses it, or give ${service} another port in services.yaml.`
      : `Port ${port} on 127.0.0.1, the one of ${service}, cannot be used: ${code}.`,
  );
  process.exitCode = 1;
});
asked.listen({ host: '127.0.0.1', port: Number(port) }, () => asked.close());
