export { nxEnv } from './build/build';
export * from './system/home';
export * from './system/process-identity';
export * from './system/secrets';
export * from './system/state';
