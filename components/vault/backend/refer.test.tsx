import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchServingConnectors } from '@/lib/client/connectors';
import type { FormIssue } from '@/lib/contracts/form-state';
import type { SecretSummary } from '@/lib/contracts/secret';
import { searchReactState } from '@/lib/testing/react-state';
import { sampleConnector } from '@/lib/testing/sample-connector';
import { SAMPLE_ORGANIZATION, SAMPLE_TEAM } from '@/lib/testing/sample-scope';
import { sampleSecret } from '@/lib/testing/sample-secret';
import type { FormTarget } from '@/components/ui/form';
import { ToastProvider } from '@/components/ui/toast';
import { ReplaceValueSheet } from '../value/replace-value-sheet';
import { SealSecretSheet } from '../value/seal-secret-sheet';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
vi.mock('@/lib/client/connectors', () => ({ fetchServingConnectors: vi.fn() }));
vi.mock('@/lib/client/api', () => ({
  fetchSecrets: async () => ({ items: [], keys: [], next: null }),
}));
vi.mock('@/lib/client/dependents', () => ({
  fetchDependents: async () => ({ items: [], workers: { total: 0, byThemselves: 0, first: [] } }),
}));

const AWS = sampleConnector();
const FILES = sampleConnector({
  id: 'con_01kanm0000e0080g0r40m30e1h',
  kind: 'env',
  slug: 'files',
  name: 'Mounted files',
  allowed: [],
  writable: true,
  approved: null,
});

const external = sampleSecret({
  key: 'DB_PASSWORD',
  type: 'generic',
  fingerprint: null,
  backend: 'aws',
  reference: 'prod/billing?key=password',
  connector: { id: AWS.id, slug: AWS.slug, name: AWS.name, approved: true },
  atBackend: { checkedAt: null, fault: null, version: null, at: null, schedule: null },
});

beforeEach(() => {
  vi.mocked(fetchServingConnectors).mockResolvedValue([AWS, FILES]);
});

type Sent = Record<string, FormDataEntryValue>;

/** Keeps what is sent, and refuses it. */
function refusing(issues: readonly FormIssue[] = []) {
  const sent: Sent[] = [];
  const action: FormTarget<SecretSummary> = async (_previous, form) => {
    sent.push(Object.fromEntries([...form].filter(([, entry]) => entry !== '')));
    return { status: 'refused', code: 'rule_broken', message: 'Not so.', issues };
  };
  return { sent, action };
}

function show(sheet: ReactNode) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <ToastProvider>{sheet}</ToastProvider>
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

async function seal(issues: readonly FormIssue[] = [], secretBackend?: 'aws' | 'vault') {
  const { sent, action } = refusing(issues);
  const user = show(
    <SealSecretSheet
      scope={SAMPLE_TEAM}
      reach={[SAMPLE_ORGANIZATION, SAMPLE_TEAM]}
      secretBackend={secretBackend}
      action={action}
      onClose={vi.fn()}
      onSealed={vi.fn()}
      onLines={vi.fn()}
    />,
  );
  const sheet = within(await screen.findByRole('dialog', { name: 'Seal secret' }));
  return { sheet, user, sent, place: await sheet.findByLabelText('Where the value lives') };
}

async function replace(secret: SecretSummary) {
  const { sent, action } = refusing();
  const user = show(
    <ReplaceValueSheet secret={secret} action={action} onClose={vi.fn()} onReplaced={vi.fn()} />,
  );
  const sheet = within(await screen.findByRole('dialog', { name: /Replace value/ }));
  await sheet.findByRole('option', { name: 'Mounted files · environment of the console' });
  return { sheet, user, sent, place: sheet.getByLabelText('Where the value lives') };
}

describe('a new secret whose value lives at a backend', () => {
  it('explains the form of its references, and sends a place and no value', async () => {
    const { sheet, user, sent, place } = await seal();
    await user.type(sheet.getByLabelText('Name'), 'DB_PASSWORD');
    await user.selectOptions(place, AWS.id);
    expect(sheet.getByText(/a member of the JSON object/)).toBeTruthy();
    expect(sheet.getByText(/Payments account allows/).textContent).toBe(
      'Payments account allows prod/* or shared/slack; * stands for anything.',
    );
    expect(sheet.getByLabelText('Value').closest('fieldset')?.hidden).toBe(true);
    expect(sheet.queryByText(/Nobody, you included/)).toBeNull();
    expect(
      sheet.getByText(/^The value is not stored here: it is fetched from AWS Secrets Manager/),
    ).toBeTruthy();
    await user.type(sheet.getByLabelText('Reference'), 'prod/billing?key=password');
    await user.click(sheet.getByRole('button', { name: 'Save reference' }));
    expect(sent).toEqual([
      {
        scope: 'payments',
        ifVersion: '0',
        key: 'DB_PASSWORD',
        connector: AWS.id,
        source: 'elsewhere',
        reference: 'prod/billing?key=password',
      },
    ]);
  });

  it('writes a value there where the connector may, keeps none of it, and says so before', async () => {
    const { sheet, user, sent, place } = await seal();
    await user.selectOptions(place, AWS.id);
    const field = sheet.getByLabelText(/^Value to write there/);
    await user.type(field, 'canary-4711');
    expect(sheet.getByText(/^The value is written to AWS Secrets Manager now/)).toBeTruthy();
    expect(searchReactState(field, 'canary-4711')).toEqual([]);
    await user.click(sheet.getByRole('button', { name: 'Save reference' }));
    expect(sent[0]).toMatchObject({ source: 'elsewhere', valueThere: 'canary-4711' });
    expect(sent[0]).not.toHaveProperty('reference');
    await user.selectOptions(place, FILES.id);
    expect(sheet.queryByLabelText(/^Value to write there/)).toBeNull();
    expect(sheet.getByText('Mounted files waits for approval.')).toBeTruthy();
  });

  it('asks for a reference before anything is sent, and shows refusals at their fields', async () => {
    const { sheet, user, sent, place } = await seal([
      { pointer: '/reference', message: 'The connector does not allow that path.' },
    ]);
    await user.selectOptions(place, AWS.id);
    await user.click(sheet.getByRole('button', { name: 'Save reference' }));
    expect(await sheet.findByText('Say where the backend keeps the value.')).toBeTruthy();
    expect(sent).toEqual([]);
    await user.type(sheet.getByLabelText('Reference'), 'other/x');
    await user.click(sheet.getByRole('button', { name: 'Save reference' }));
    expect(await sheet.findByText('The connector does not allow that path.')).toBeTruthy();
    expect(document.activeElement).toBe(sheet.getByLabelText('Reference'));
  });

  it('is sealed here unless another place is chosen, and the form says which', async () => {
    const { sheet, user, sent } = await seal();
    await user.type(sheet.getByLabelText('Name'), 'A');
    await user.type(sheet.getByLabelText('Value'), 'canary-v');
    await user.click(sheet.getByRole('button', { name: 'Seal secret' }));
    expect(sent[0]).toMatchObject({ backend: 'local', source: 'text', value: 'canary-v' });
    expect(sent[0]).not.toHaveProperty('connector');
  });
});

describe('a console that puts new values elsewhere', () => {
  it('offers the only connector that leads there, and sealing here on request', async () => {
    const { sheet, user, place } = await seal([], 'aws');
    expect((place as HTMLSelectElement).value).toBe(AWS.id);
    await user.selectOptions(place, 'Sealed here');
    expect(sheet.getByText(/Nobody, you included/)).toBeTruthy();
  });

  it('chooses none of two by itself', async () => {
    const other = sampleConnector({ id: 'con_01kanm0000e0080g0r40m30e1j', name: 'Other account' });
    vi.mocked(fetchServingConnectors).mockResolvedValue([AWS, other]);
    const { place } = await seal([], 'aws');
    expect((place as HTMLSelectElement).value).toBe('');
  });
});

describe('a secret whose value lives at a backend', () => {
  it('is given another reference; one that is there already is none', async () => {
    const { sheet, user, sent } = await replace(external);
    const reference = sheet.getByLabelText<HTMLInputElement>('Reference');
    expect(reference.value).toBe('prod/billing?key=password');
    await user.click(sheet.getByRole('button', { name: 'Save reference' }));
    expect(await sheet.findByText(/Its value is there already/)).toBeTruthy();
    expect(sent).toEqual([]);
    await user.clear(reference);
    await user.type(reference, 'prod/other');
    await user.click(sheet.getByRole('button', { name: 'Save reference' }));
    expect(sent[0]).toMatchObject({
      connector: AWS.id,
      source: 'elsewhere',
      reference: 'prod/other',
      ifVersion: '4',
    });
  });

  it('is given a new value through its connector', async () => {
    const { sheet, user, sent } = await replace(external);
    await user.type(await sheet.findByLabelText(/^Value to write there/), 'canary-new');
    await user.click(sheet.getByRole('button', { name: 'Replace value' }));
    expect(sent[0]).toMatchObject({
      reference: 'prod/billing?key=password',
      valueThere: 'canary-new',
    });
  });

  it('is sealed here from then on when that is chosen', async () => {
    const { sheet, user, sent, place } = await replace(external);
    await user.selectOptions(place, 'Sealed here');
    expect(sheet.getByText(/Nobody, you included/)).toBeTruthy();
    await user.type(sheet.getByLabelText('New value'), 'canary-here');
    await user.click(sheet.getByRole('button', { name: 'Replace value' }));
    expect(sent[0]).toMatchObject({ backend: 'local', source: 'text', value: 'canary-here' });
    expect(sent[0]).not.toHaveProperty('reference');
  });
});
