import fc from 'fast-check';

// What a suite draws is the same each time, so that it fails for what was changed; the soak draws anew and finds more.
if (!process.env.SOAK) fc.configureGlobal({ seed: 1 });
