import Type from 'typebox';
import { ConfigError, readConfig, redactConfig, Secret, ServerConfig, ServiceUrl } from './config';

const Schema = Type.Object({
  ...ServerConfig.properties,
  DATABASE_URL: Secret(),
  AUTH_URL: ServiceUrl(),
  PROXY_URL: Type.Optional(Type.String()),
  POLL_MS: Type.Integer({ default: 500 }),
});
const ENV = {
  PORT: '8102',
  DATABASE_URL: 'postgres://u:hunter2@h/db',
  AUTH_URL: 'http://127.0.0.1:1',
  UNRELATED: 'x',
};

describe('readConfig', () => {
  it('converts numbers, fills defaults and ignores what the schema does not name', () => {
    expect(readConfig(Schema, { ...ENV, LOG_LEVEL: '' })).toEqual({
      HOST: '127.0.0.1',
      PORT: 8102,
      LOG_LEVEL: 'info',
      DATABASE_URL: ENV.DATABASE_URL,
      AUTH_URL: ENV.AUTH_URL,
      POLL_MS: 500,
    });
  });

  it.each([
    [{ ...ENV, PORT: undefined }, /PORT must be set/],
    [{ ...ENV, PORT: 'eighty' }, /PORT must be integer/],
    [{ ...ENV, AUTH_URL: 'http://host/path' }, /AUTH_URL must match/],
    [{ ...ENV, LOG_LEVEL: 'loud' }, /LOG_LEVEL/],
  ])('names the key that is wrong', (env, message) => {
    expect(() => readConfig(Schema, env)).toThrow(ConfigError);
    expect(() => readConfig(Schema, env)).toThrow(message);
  });

  it('never puts a value into the message', () => {
    expect(() => readConfig(Schema, { ...ENV, AUTH_URL: 'hunter2' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    );
  });
});

describe('redactConfig', () => {
  it('covers secrets and passwords inside addresses', () => {
    const config = readConfig(Schema, { ...ENV, PROXY_URL: 'http://user:pw@proxy:1/x' });
    expect(redactConfig(Schema, config)).toMatchObject({
      DATABASE_URL: '[redacted]',
      PROXY_URL: 'http://[redacted]@proxy:1/x',
      AUTH_URL: ENV.AUTH_URL,
      PORT: 8102,
    });
  });
});
