export * from './choices';
export type * from './field-type';
export type * from './options';
export type * from './sql/cell-sql';
export * from './sql/sql-scope';
export * from './sql/text-order';
export { fieldType } from './registry';
