export * from './changes';
export * from './errors';
export * from './identity';
export * from './ops';
export * from './pages';
export * from './realtime';
export * from './records';
export * from './schema';
