import { Validator } from '@seriousme/openapi-schema-validator';
import { ENDPOINTS, openApi } from './index';

describe('the document of our own API', () => {
  const document = JSON.parse(JSON.stringify(openApi(ENDPOINTS)));

  it('is OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('is what stands in the docs (run with -u to write it anew)', async () => {
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(
      '../../../../docs/reference/openapi.json',
    );
  });

  it('names each endpoint once, and each by an address of its own', () => {
    const names = ENDPOINTS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const addresses = ENDPOINTS.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });
});
