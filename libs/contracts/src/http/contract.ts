import Type from 'typebox';
import { endpoint } from './endpoint';

export const readContract = endpoint({
  method: 'GET',
  path: '/v1/openapi.json',
  summary: 'This document',
  scopes: [],
  status: 200,
  answer: Type.Unknown(),
});
