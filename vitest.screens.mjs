import { configure } from '@testing-library/dom';

// What a screen comes to show by itself is waited for as long as a busy machine takes.
configure({ asyncUtilTimeout: 15_000 });
