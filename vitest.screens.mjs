import { configure } from '@testing-library/dom';

// What a screen comes to show by itself is waited for as long as a busy machine takes.
configure({ asyncUtilTimeout: 15_000 });

// jsdom lays nothing out, so that nothing there ever changes its size.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
