import { describe, expect, it } from 'vitest';
import { isFiltered, readSecretView, secretViewQuery } from './secret-view';

const read = (search: string) => {
  const parameters = new URLSearchParams(search);
  return readSecretView((name) => parameters.get(name));
};

describe('what an address says of a list', () => {
  it('is read and written back in one order, without what goes without saying', () => {
    const view = read(
      'owner=none&sort=-changed&q=db_&type=api_key&state=expired&tag=eu&category=agent',
    );
    expect(secretViewQuery(view)).toBe(
      'q=db_&type=api_key&category=agent&state=expired&tag=eu&owner=none&sort=-changed',
    );
    expect(secretViewQuery(read('sort=name'))).toBe('');
  });

  it('is left out where it is no word of the list, so that the API is not asked for it', () => {
    const view = read('type=key&state=old&sort=size&tag=Ä&owner=ada&category=&q=');
    expect(secretViewQuery(view)).toBe('');
    expect(isFiltered(view)).toBe(false);
    expect(secretViewQuery(read(`q=${'x'.repeat(200)}`))).toHaveLength('q='.length + 128);
  });

  it('is narrowed by any filter but not by its order', () => {
    expect(isFiltered(read('sort=type'))).toBe(false);
    expect(isFiltered(read('tag=eu'))).toBe(true);
  });
});
