import { configure, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { ToastProvider } from '@/components/ui/toast';
import { NewScopeDialog } from './new-scope-dialog';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });

const WORKSPACE: ScopeSummary = {
  id: 'ws_1',
  kind: 'workspace',
  slug: 'production',
  name: 'Production',
  path: 'payments.production',
  parentId: 'team_1',
};

function setUp() {
  const sent: Record<string, FormDataEntryValue>[] = [];
  const onCreated = vi.fn();
  render(
    <ToastProvider>
      <NewScopeDialog
        kind="app"
        parent={WORKSPACE}
        onClose={vi.fn()}
        onCreated={onCreated}
        action={async (_previous, form) => {
          sent.push(Object.fromEntries(form));
          return { status: 'done', result: { ...WORKSPACE, id: 'app_9' } };
        }}
      />
    </ToastProvider>,
  );
  return { sent, onCreated };
}

describe('the dialog for a new scope', () => {
  it('suggests the slug from the name and sends kind, parent, name and slug', async () => {
    const { sent, onCreated } = setUp();
    await userEvent.type(await screen.findByLabelText('Name'), 'Crème Invoices 2');
    expect(screen.getByLabelText<HTMLInputElement>('Slug').value).toBe('creme-invoices-2');
    await userEvent.click(screen.getByRole('button', { name: 'Create app' }));
    await waitFor(() => expect(onCreated).toHaveBeenCalledOnce());
    expect(sent).toEqual([
      { kind: 'app', parent: 'ws_1', name: 'Crème Invoices 2', slug: 'creme-invoices-2' },
    ]);
  });

  it('leaves an edited slug alone', async () => {
    setUp();
    const slug = await screen.findByLabelText<HTMLInputElement>('Slug');
    await userEvent.type(slug, 'billing');
    await userEvent.type(screen.getByLabelText('Name'), 'Invoices');
    expect(slug.value).toBe('billing');
  });
});
