export * from './airtable-tour';
export * from './log-follower';
export * from './people';
export * from './session';
export { runningSystem, type SharedSystem } from './shared-system';
export * from './start-system';
