import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImportResult } from '@/lib/contracts/import';
import type { ImportVerdict } from '@/lib/domain/import/import-verdict';
import { SAMPLE_TEAM } from '@/lib/testing/sample-scope';
import { stubHeight } from '@/lib/testing/page-of-window';
import type { FormTarget } from '@/components/ui/form';
import { ToastProvider } from '@/components/ui/toast';
import { ImportOpener } from './import-opener';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
beforeEach(stubHeight);

function resultOf(verdicts: readonly ImportVerdict[], applied = 0): ImportResult {
  const count = (verdict: ImportVerdict) => verdicts.filter((one) => one === verdict).length;
  return {
    format: 'dotenv',
    rows: verdicts.map((verdict, index) => ({
      row: index + 1,
      line: index + 1,
      key: verdict === 'invalid' ? '' : `KEY_${index + 1}`,
      verdict,
      code: null,
      reason: verdict === 'invalid' ? 'This line is no KEY=value.' : null,
      writes: verdict === 'new' || verdict === 'replace',
    })),
    counts: {
      new: count('new'),
      replace: count('replace'),
      unchanged: count('unchanged'),
      shadowed: count('shadowed'),
      invalid: count('invalid'),
    },
    applied,
  };
}

const VERDICTS = ['new', 'replace', 'unchanged', 'invalid', 'new'] as const;
const TEXT = 'KEY_1=canary-1\nKEY_2=canary-2';

function setUp(review?: FormTarget<ImportResult>) {
  const sent: Record<string, FormDataEntryValue>[] = [];
  const answering =
    (result: ImportResult): FormTarget<ImportResult> =>
    async (_previous, form) => {
      sent.push(Object.fromEntries(form));
      return { status: 'done', result };
    };
  const client = new QueryClient();
  render(
    <QueryClientProvider client={client}>
      <ToastProvider>
        <ImportOpener
          scope={SAMPLE_TEAM}
          actions={{
            review: review ?? answering(resultOf(VERDICTS)),
            apply: answering(resultOf(VERDICTS, 2)),
          }}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return { sent, client, user: userEvent.setup() };
}

/** jsdom's files cannot be read as browsers read them. */
function fileOf(bytes: Uint8Array<ArrayBuffer>, name: string): File {
  return Object.assign(new File([bytes], name), { arrayBuffer: async () => bytes.buffer });
}

async function openSheet(user: ReturnType<typeof userEvent.setup>) {
  await user.click(screen.getByRole('button', { name: 'Paste .env' }));
  const sheet = await screen.findByRole('dialog', { name: 'Import secrets' });
  return within(sheet);
}

describe('an import in the vault', () => {
  it('is reviewed, rows are discarded by keyboard, the rest is applied and nothing is kept', async () => {
    const { sent, client, user } = setUp();
    const sheet = await openSheet(user);
    fireEvent.input(sheet.getByLabelText('Lines to import'), { target: { value: TEXT } });
    await user.click(sheet.getByRole('button', { name: 'Review' }));
    const sums = await sheet.findByText(/2 new, 1 replace, 1 unchanged, 1 invalid/);
    expect(document.activeElement).toBe(sums);

    const names = sheet.getAllByRole('row').map((row) => row.textContent);
    expect(names[1]).toContain('line 4');
    const apply = () => sheet.getByRole('button', { name: /^Apply/ }).textContent;
    expect(apply()).toBe('Apply 3');
    await user.tab();
    await user.keyboard('{ArrowDown}{ArrowDown}{Delete}');
    expect(apply()).toBe('Apply 2');
    const discarded = sheet.getByRole('button', { name: 'Discard KEY_1, new' });
    expect(discarded.getAttribute('aria-pressed')).toBe('true');
    await user.keyboard(' ');
    expect(apply()).toBe('Apply 3');
    await user.click(discarded);

    await user.click(sheet.getByRole('button', { name: 'Apply 2 secrets' }));
    expect(await screen.findByText('2 secrets sealed')).toBeTruthy();
    await waitFor(() =>
      expect(screen.queryByRole('dialog', { name: 'Import secrets' })).toBeNull(),
    );
    expect(sent).toEqual([
      { scope: 'payments', text: TEXT, fileName: '', format: '' },
      { scope: 'payments', text: TEXT, fileName: '', format: 'dotenv', discard: '1,3,4' },
    ]);
    expect(document.documentElement.outerHTML).not.toContain('canary');
    expect(client.getMutationCache().getAll()).toEqual([]);
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('canary');
  });

  it('of 2,000 rows has few of them on the page, invalid ones first, and all by keyboard', async () => {
    const verdicts = Array.from({ length: 2000 }, (_, at) => (at === 1999 ? 'invalid' : 'new'));
    const { user } = setUp(async () => ({
      status: 'done',
      result: resultOf(verdicts as ImportVerdict[]),
    }));
    const sheet = await openSheet(user);
    fireEvent.input(sheet.getByLabelText('Lines to import'), { target: { value: TEXT } });
    await user.click(sheet.getByRole('button', { name: 'Review' }));
    await sheet.findByText(/1999 new, 1 invalid/);
    expect(sheet.getByRole('table').getAttribute('aria-rowcount')).toBe('2001');
    const rows = sheet.getAllByRole('row');
    expect(rows.length).toBeLessThan(60);
    expect(rows[1]?.textContent).toContain('line 2000');
    await user.tab();
    await user.keyboard('{End}');
    await waitFor(() =>
      expect(document.activeElement?.getAttribute('aria-label')).toBe('Discard KEY_1999, new'),
    );
    await user.keyboard('{Delete}');
    expect(sheet.getByRole('button', { name: 'Apply 1998 secrets' })).toBeTruthy();
    expect(sheet.getAllByRole('row').length).toBeLessThan(60);
  });

  it('takes a file that is dropped on the page, and reviews it at once', async () => {
    const { sent } = setUp();
    const file = fileOf(Uint8Array.from(Buffer.from(TEXT)), 'app.env');
    fireEvent.drop(document.body, { dataTransfer: { types: ['Files'], files: [file] } });
    await screen.findByText(/2 new, 1 replace/);
    expect(sent).toEqual([{ scope: 'payments', text: TEXT, fileName: 'app.env', format: '' }]);
  });

  it('refuses a file that is no text before it is sent', async () => {
    const { sent } = setUp();
    const file = fileOf(Uint8Array.of(0xff, 0xfe), 'a.bin');
    fireEvent.drop(document.body, { dataTransfer: { types: ['Files'], files: [file] } });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('a.bin cannot be read as UTF-8 text.');
    expect(sent).toEqual([]);
  });

  it('tells every reason of a refusal, and keeps the text', async () => {
    const message = '2 rows are invalid.';
    const { user } = setUp(async () => ({
      status: 'refused',
      code: 'rule_broken',
      message,
      issues: [{ pointer: '/text', message: 'Line 2: this is no YAML.' }],
    }));
    const sheet = await openSheet(user);
    const area = sheet.getByLabelText<HTMLTextAreaElement>('Lines to import');
    fireEvent.input(area, { target: { value: TEXT } });
    await user.click(sheet.getByRole('button', { name: 'Review' }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain(message);
    expect(alert.textContent).toContain('Line 2');
    expect(area.value).toBe(TEXT);
  });
});
