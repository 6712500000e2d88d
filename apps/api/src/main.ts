import {
  readConfig,
  redactConfig,
  runServer,
  Secret,
  ServerConfig,
  ServiceUrl,
} from '@pyairtable/server-kit';
import Type from 'typebox';
import { createApi } from './app';

const Config = Type.Object({
  ...ServerConfig.properties,
  DATABASE_URL: Secret(),
  AUTH_URL: ServiceUrl(),
  DATABASE_SHARDING: Type.Union([Type.Literal('none'), Type.Literal('citus')], { default: 'none' }),
  TRASH_DAYS: Type.Integer({ minimum: 1, maximum: 3_650, default: 30 }),
  HISTORY_DAYS: Type.Union([Type.Literal(0), Type.Integer({ minimum: 30, maximum: 36_500 })], { default: 0 }),
  SQL_COUNT_HEADER: Type.Boolean({ default: false }),
});

const config = readConfig(Config, process.env);
const { app, store } = createApi({
  databaseUrl: config.DATABASE_URL,
  authUrl: config.AUTH_URL,
  sharding: config.DATABASE_SHARDING,
  trashDays: config.TRASH_DAYS,
  historyDays: config.HISTORY_DAYS,
  version: '0.1.0',
  logLevel: config.LOG_LEVEL,
  countStatements: config.SQL_COUNT_HEADER,
});
app.log.info(redactConfig(Config, config), 'configuration');
const unfit = await store.whyUnfit();
if (unfit !== null) {
  app.log.fatal(unfit);
  process.exit(1);
}
await runServer(app, { host: config.HOST, port: config.PORT });
