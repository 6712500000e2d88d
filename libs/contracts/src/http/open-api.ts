import type { TSchema } from 'typebox';
import { RawCell } from '../cells';
import { ERRORS } from '../errors';
import { FieldRulesChange } from '../field-rules';
import { Attachments } from '../object-cells';
import { Op } from '../ops';
import { Field, FieldTypeName, PermissionLevel, Table } from '../schema';
import { SCOPES } from '../scopes';
import { View } from '../view';
import { FilterGroup } from '../view-filter';
import { Base } from './bases';
import type { NamedEndpoint } from './index';
import { NewField } from './fields';
import { Row } from './row-shape';
import { NewTable } from './tables';
import { Workspace } from './workspaces';

/** Shapes that stand under names of their own, each wherever it is used. */
const NAMED: Readonly<Record<string, TSchema>> = {
  Base,
  Workspace,
  Table,
  NewTable,
  Field,
  NewField,
  FieldRulesChange,
  FieldTypeName,
  View,
  FilterGroup,
  Row,
  RawCell,
  Attachments,
  Op,
  PermissionLevel,
};

type Json = unknown;

/** The shape as plain JSON, named shapes within it by reference. */
function referring(shape: TSchema, except?: string): Json {
  const names = new Map(
    Object.entries(NAMED).flatMap(([name, named]) =>
      name === except ? [] : [[JSON.stringify(named), name]],
    ),
  );
  const walk = (value: unknown): Json => {
    if (typeof value !== 'object' || value === null) return value;
    const name = names.get(JSON.stringify(value));
    if (name) return { $ref: `#/components/schemas/${name}` };
    if (Array.isArray(value)) return value.map(walk);
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, walk(part)]));
  };
  return walk(JSON.parse(JSON.stringify(shape)));
}

const ERROR = {
  description: 'Refused or failed; programs go by `type`.',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
};

const errorShape = {
  oneOf: [
    { type: 'object', required: ['error'], properties: { error: { const: 'NOT_FOUND' } } },
    {
      type: 'object',
      required: ['error'],
      properties: {
        error: {
          type: 'object',
          required: ['type'],
          properties: {
            type: { enum: Object.keys(ERRORS) },
            message: { type: 'string' },
            details: {},
          },
        },
      },
    },
  ],
};

function parametersOf({ path, query = {} }: NamedEndpoint): Json[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  // TypeBox marks what may be left out beside the shape, where JSON does not show it.
  const inQuery = Object.entries(query).map(([name, shape]) => ({
    name,
    in: 'query',
    required: !('~optional' in shape) && !('default' in shape),
    schema: referring(shape),
  }));
  return [...inPath, ...inQuery];
}

function operation(one: NamedEndpoint): Json {
  const { name, room, summary, scopes, body, status, lesser, answer } = one;
  const parameters = parametersOf(one);
  const json = (shape: TSchema) => ({ content: { 'application/json': { schema: referring(shape) } } });
  const done = { description: answer ? 'Done; the answer.' : 'Done.', ...(answer ? json(answer) : {}) };
  return {
    operationId: name,
    tags: [room],
    summary,
    security: [scopes === 'operator' ? { operator: [] } : { token: scopes }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, ...json(body) } } : {}),
    responses: {
      ...Object.fromEntries([status, ...(lesser ? [lesser] : [])].map((code) => [code, done])),
      default: ERROR,
    },
  };
}

/** The endpoints as an OpenAPI 3.1 document. */
export function openApi(endpoints: readonly NamedEndpoint[]): object {
  const paths: Record<string, Record<string, Json>> = {};
  for (const one of endpoints) (paths[one.path] ??= {})[one.method.toLowerCase()] = operation(one);
  return {
    openapi: '3.1.0',
    info: {
      title: 'PyAirtable: our own API',
      description:
        'What the browser app and programs of our own use beside the Airtable-compatible /v0. It changes with the product.',
      version: '1',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: `A personal access token or a session. Scopes: ${SCOPES.join(', ')}.`,
        },
        operator: { type: 'http', scheme: 'bearer', description: 'The token of whoever runs the instance.' },
      },
      schemas: {
        Error: errorShape,
        ...Object.fromEntries(Object.entries(NAMED).map(([name, shape]) => [name, referring(shape, name)])),
      },
    },
  };
}
