export * from './token-issuer';
