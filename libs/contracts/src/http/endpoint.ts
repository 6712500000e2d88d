import type { Static, TObject, TProperties, TSchema } from 'typebox';
import type { Scope } from '../scopes';

/** Names of the parameters in an address, which stand in braces. */
type ParameterOf<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterOf<Rest>
  : never;

/** One request that programs of our own make, and its answer: what is served, checked and documented. */
export interface Endpoint<
  P extends string = string,
  Q extends TProperties = TProperties,
  B extends TSchema | undefined = TSchema | undefined,
  A extends TSchema | undefined = TSchema | undefined,
> {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: P;
  /** What it does, in a few words. */
  summary: string;
  /** Each of which the credential must have; `operator`: of whoever runs the instance instead of a person. */
  scopes: readonly Scope[] | 'operator';
  /** Parameters of the query: texts and whole numbers. */
  query?: Q;
  body?: B;
  /** POST whose body only says what is read: it changes nothing, and is no write to keep the answer of. */
  reads?: true;
  status: 200 | 201 | 204;
  /** Another status of success, where a request asked for less. */
  lesser?: 200;
  answer?: A;
}

/** An endpoint with the types that its parts tell. */
export const endpoint = <
  const P extends string,
  Q extends TProperties = Record<never, never>,
  B extends TSchema | undefined = undefined,
  A extends TSchema | undefined = undefined,
>(
  of: Endpoint<P, Q, B, A>,
): Endpoint<P, Q, B, A> => of;

type Shape<S, Otherwise> = [S] extends [never] ? Otherwise : S extends TSchema ? Static<S> : Otherwise;

/** The parameters of an endpoint's address, by name. */
export type PathOf<E> = E extends Endpoint<infer P> ? Record<ParameterOf<P>, string> : never;
/** What its query says, read and bounded. */
export type QueryOf<E> = E extends { query?: infer Q extends TProperties } ? Static<TObject<Q>> : never;
export type BodyOf<E> = E extends { body?: infer B } ? Shape<Exclude<B, undefined>, undefined> : never;
export type AnswerOf<E> = E extends { answer?: infer A } ? Shape<Exclude<A, undefined>, void> : never;
