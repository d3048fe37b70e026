// After each test of a component its page is empty: files share the document, and portals outlive what opened them.

import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});
