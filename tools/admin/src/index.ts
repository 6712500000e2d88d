export * from './admin-client';
export * from './admin-error';
export * from './command-line';
export * from './import-base-file';
