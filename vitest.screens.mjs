import { configure } from '@testing-library/dom';
import { cleanup } from '@testing-library/react';

// What a screen comes to show by itself is waited for as long as a busy machine takes.
configure({ asyncUtilTimeout: 15_000 });

// jsdom lays nothing out, so that nothing there ever changes its size.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

// Said for each file: the library itself says it once, where it is loaded, and it is loaded once by a worker.
afterEach(cleanup);
