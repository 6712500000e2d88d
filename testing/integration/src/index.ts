export * from './log-follower';
export * from './start-system';
