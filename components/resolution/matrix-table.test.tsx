import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { MatrixTable } from './matrix-table';

const column = (kind: 'organization' | 'team', id: string) => ({
  ...{ kind, id, path: id, slug: id, name: id },
});

const show = (more: boolean) => {
  const scope = { id: 'acme', name: 'Acme' } as ScopeSummary;
  const columns = [column('organization', 'acme'), column('team', 'one'), column('team', 'two')];
  const items = [{ key: 'KEY', in: ['one'] }];
  render(<MatrixTable {...{ scope, columns, more, items }} missing={[]} mayWrite={() => false} />);
};

it('says how many scopes are shown where there are more below', () => {
  show(true);
  expect(screen.getByText(/only the first 2, by path, are shown/)).toBeTruthy();
});

it('says nothing of it where all are shown', () => {
  show(false);
  expect(screen.queryByText(/are shown/)).toBeNull();
});
