import { readConfig, redactConfig, runServer, ServerConfig, ServiceUrl } from '@pyairtable/server-kit';
import Type from 'typebox';
import { createBff } from './app';

const Config = Type.Object({ ...ServerConfig.properties, AUTH_URL: ServiceUrl(), API_URL: ServiceUrl() });

const config = readConfig(Config, process.env);
const app = createBff({
  authUrl: config.AUTH_URL,
  apiUrl: config.API_URL,
  version: '0.1.0',
  logLevel: config.LOG_LEVEL,
});
app.log.info(redactConfig(Config, config), 'configuration');
await runServer(app, { host: config.HOST, port: config.PORT });
