import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { fetchKeyOperation, fetchKeys } from '@/lib/client/keys';
import type { FormState } from '@/lib/contracts/form-state';
import type { KeyOperationView, KeyOverview } from '@/lib/contracts/keys';
import { searchReactState } from '@/lib/testing/react-state';
import { NEW_KEY, sampleKeyOperation, sampleKeys, sampleNode } from '@/lib/testing/sample-keys';
import { ToastProvider } from '@/components/ui/toast';
import type { KeyActions } from '../key-actions';
import { RotationWizard } from './rotation-wizard';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/keys', async (original) => ({
  ...(await original<object>()),
  fetchKeys: vi.fn(),
  fetchKeyOperation: vi.fn(),
}));

type Act = (previous: unknown, form: FormData) => Promise<FormState<KeyOperationView>>;

function show(operation: KeyOperationView, keys: KeyOverview = sampleKeys()) {
  vi.mocked(fetchKeyOperation).mockResolvedValue(operation);
  vi.mocked(fetchKeys).mockResolvedValue(keys);
  const act = vi.fn<Act>(async () => ({ status: 'done', result: operation }));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const actions: KeyActions = {
    ...{ stage: act, replaceFile: act, finish: act, rollBack: act, takeOver: act },
    ...{ changeRoot: act, pause: act, resume: act, retire: act },
  };
  render(
    <QueryClientProvider client={client}>
      <ToastProvider>
        <RotationWizard operation={operation} overview={keys} actions={actions} />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return { act, client };
}

const deployed = sampleKeys({ replaceable: false, source: 'KEYSTOW_MASTER_KEY' });

describe('the wizard for a change of keys', () => {
  it('keeps a key that it makes out of React, and sends it once it is stored elsewhere', async () => {
    const { act, client } = show(sampleKeyOperation(), deployed);
    await userEvent.click(screen.getByRole('button', { name: 'Generate' }));
    const status = await screen.findByText(/shown this once/);
    const field = screen.getByLabelText<HTMLInputElement>('New master key');
    const key = field.value;
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(status.textContent).toMatch(/mk_[0-9a-f]{16}/);
    expect(searchReactState(field, key)).toEqual([]);
    expect(document.documentElement.outerHTML).not.toContain(key);

    await userEvent.click(screen.getByRole('button', { name: 'Stage new key' }));
    expect(await screen.findByText(/Store the key first/)).toBeTruthy();
    expect(act).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('checkbox'));
    await userEvent.click(screen.getByRole('button', { name: 'Stage new key' }));
    await waitFor(() => expect(act).toHaveBeenCalledOnce());
    expect(Object.fromEntries(act.mock.calls[0]![1])).toEqual({ key });
    await waitFor(() => expect(field.value).toBe(''));
    expect(client.getMutationCache().getAll()).toEqual([]);
    expect(
      JSON.stringify(
        client
          .getQueryCache()
          .getAll()
          .map((one) => one.state),
      ),
    ).not.toContain(key);
  });

  it('takes a key of one’s own in a field that shows nothing', async () => {
    const { act } = show(sampleKeyOperation(), deployed);
    await userEvent.click(screen.getByRole('radio', { name: 'Bring my own' }));
    const [field] = screen.getAllByLabelText<HTMLInputElement>('New master key').slice(-1);
    expect(field!.type).toBe('password');
    await userEvent.type(field!, 'a key of my own that is long enough to pass');
    await userEvent.click(screen.getByRole('checkbox'));
    await userEvent.click(screen.getByRole('button', { name: 'Stage new key' }));
    await waitFor(() => expect(act).toHaveBeenCalledOnce());
    expect([...act.mock.calls[0]![1].keys()]).toEqual(['key']);
  });

  it('shows which nodes have turned, and waits for the others', () => {
    const nodes = [sampleNode(NEW_KEY), sampleNode('mk_3fa9d2e1b40781c1', { host: 'node-2' })];
    show(sampleKeyOperation({ master: 'promoted', to: NEW_KEY }), sampleKeys({ nodes }));
    expect(screen.getAllByText(/1 of 2 nodes/).length).toBeGreaterThan(0);
    const behind = screen.getByRole('row', { name: /node-2/ });
    expect(behind.textContent).toContain('on another key');
    expect(screen.queryByRole('button', { name: /Retire/ })).toBeNull();
  });

  it('lets nobody act while another administrator holds it, but offers to take it over', async () => {
    const held = sampleKeyOperation({ heldByYou: false, heldBy: 'bob@acme.example' });
    const { act } = show(held);
    expect(screen.getByText(/bob@acme.example works on this change/)).toBeTruthy();
    expect(screen.getAllByRole('button').map((button) => button.textContent)).not.toContain(
      'Write and use a new config/master.key',
    );
    expect(screen.queryByRole('button', { name: /without a change/ })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Take over' }));
    const dialog = await screen.findByRole('alertdialog');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Take over' }));
    await waitFor(() => expect(act).toHaveBeenCalledOnce());
  });

  it('draws one bar for each old key, counts what does not open, and can rest', async () => {
    const keys = [
      { purpose: 'value', path: 'payments', remaining: 30, unreadable: 0 },
      { purpose: 'value', path: '_platform', remaining: 10, unreadable: 2 },
    ];
    const reencryption = {
      ...{ total: 100, remaining: 40, unreadable: 2, paused: false, retired: false },
      runners: null,
      keys,
    };
    const { act } = show(sampleKeyOperation({ depths: [2], reencryption }));
    expect(screen.getByText('58 of 100 sealed again')).toBeTruthy();
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('58');
    const bars = within(screen.getByRole('list', { name: 'Left under the old keys' }));
    expect(bars.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'payments30 left',
      '_platform12 left',
    ]);
    expect(screen.getByText('2 values do not open.')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Pause' }));
    await waitFor(() => expect(act).toHaveBeenCalledOnce());
    expect(screen.queryByRole('button', { name: /Roll back|End/ })).toBeNull();
  });

  it('says which keys runners have to pin before the old ones are deleted, and who runs now', () => {
    const pin = `ed25519:${'A'.repeat(43)},ed25519:${'B'.repeat(43)}`;
    const reencryption = {
      ...{ total: 1, remaining: 0, unreadable: 0, paused: false, retired: false, keys: [] },
      runners: { pin, next: pin.split(',')[1]!, workers: 2 },
    };
    show(sampleKeyOperation({ depths: [2], reencryption }));
    expect(screen.getByText(`KEYSTOW_SERVER_KEY=${pin}`)).toBeTruthy();
    expect(screen.getByText(/2 workers running now/)).toBeTruthy();
  });

  it('keeps the evidence of a change that has ended, at the same address', () => {
    const steps = [
      { action: 'root_key.changed', at: '2026-01-02T00:00:00Z', by: 'ada', number: '12' },
    ];
    const reencryption = {
      ...{ total: 100, remaining: 0, unreadable: 0, paused: false, retired: true },
      runners: null,
      keys: [],
    };
    show(sampleKeyOperation({ depths: [2], state: 'finished', reencryption, steps }));
    expect(screen.getByRole('heading', { name: 'Record' })).toBeTruthy();
    expect(screen.getByText('0 values on the old keys')).toBeTruthy();
    expect(screen.getByRole('list', { name: 'From the audit log' }).textContent).toContain(
      'event 12',
    );
    expect(screen.getByText(/Those secrets must be replaced/)).toBeTruthy();
  });
});
