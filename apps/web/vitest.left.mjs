import { dropLostTexts } from './src/typed-text/lost-text';

// What a test leaves of its page is not there for the next one, nor for another file.
afterEach(() => {
  dropLostTexts();
  globalThis.localStorage?.clear();
});
