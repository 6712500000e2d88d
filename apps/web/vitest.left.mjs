import { forgetRefused } from './src/base/tell-refused';
import { dropLostTexts } from './src/typed-text/lost-text';

// What a test leaves of its page is not there for the next one, nor for another file.
afterEach(() => {
  dropLostTexts();
  forgetRefused();
  globalThis.localStorage?.clear();
});
