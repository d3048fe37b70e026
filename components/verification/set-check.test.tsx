import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { fetchDestinations } from '@/lib/client/destinations';
import type { VerificationCheck } from '@/lib/contracts/destination';
import type { FormState } from '@/lib/contracts/form-state';
import { searchReactState } from '@/lib/testing/react-state';
import { sampleCheck, sampleDestination } from '@/lib/testing/sample-run';
import { ToastProvider } from '@/components/ui/toast';
import { SetCheck } from './set-check';

vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 6_000 });
vi.mock('@/lib/client/destinations', async (original) => ({
  ...(await original<object>()),
  fetchDestinations: vi.fn(),
}));

const ELSEWHERE = sampleDestination({ id: 'dst_2', origin: 'https://b.example', state: 'asked' });
const NAMED = { scope: 'team_1', key: 'STRIPE_KEY' };

function show(check: VerificationCheck | null, refusal?: FormState<VerificationCheck>) {
  // In two pages: all of them can be chosen.
  vi.mocked(fetchDestinations).mockImplementation(async (_scope, after) =>
    after === null
      ? { items: [sampleDestination(), sampleDestination({ names: ['PG_*'] })], next: 'more' }
      : { items: [ELSEWHERE], next: null },
  );
  const sent: [string, Record<string, FormDataEntryValue>][] = [];
  const onChanged = vi.fn();
  const answers =
    <T,>(what: string, state: FormState<T>) =>
    async (_previous: unknown, form: FormData): Promise<FormState<T>> => {
      sent.push([what, Object.fromEntries(form)]);
      return state;
    };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ToastProvider>
        <SetCheck
          scope={{ id: 'team_1', path: 'payments' }}
          name="STRIPE_KEY"
          check={check}
          actions={{
            set: answers('set', refusal ?? { status: 'done', result: sampleCheck() }),
            remove: answers('remove', { status: 'done', result: null }),
          }}
          onChanged={onChanged}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return { sent, onChanged, user: userEvent.setup() };
}

it('asks by which request a value is tried, and for a destination where there is none', async () => {
  const { sent, onChanged, user } = show(null);
  await user.click(screen.getByRole('button', { name: 'Set a check…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Check of STRIPE_KEY' }));
  const ask = dialog.getByRole('link', { name: 'Ask for a destination' });
  expect(ask.getAttribute('href')).toBe('/rotation/destinations?scope=payments');
  await dialog.findByRole('option', { name: 'https://b.example (waits for approval)' });
  const choice = dialog.getByLabelText<HTMLSelectElement>('Destination');
  expect([...choice.options].map(({ value }) => value)).toEqual(['dst_1', 'dst_2']);
  await user.selectOptions(dialog.getByLabelText('Where the value goes'), 'header');
  await user.type(dialog.getByLabelText(/^Name of the header/), 'X-Api-Key');
  await user.type(dialog.getByLabelText(/^Path/), 'me');
  await user.type(dialog.getByLabelText(/^Statuses that say it works/), '200 204');
  expect(dialog.queryByRole('button', { name: 'Remove the check' })).toBeNull();
  await user.click(dialog.getByRole('button', { name: 'Set check' }));
  await waitFor(() => expect(onChanged).toHaveBeenCalledOnce());
  expect(sent).toEqual([
    [
      'set',
      {
        ...NAMED,
        ...{ destination: 'dst_1', method: 'GET', path: '/me', placement: 'header' },
        ...{ placementName: 'X-Api-Key', works: '200 204', refuses: '', value: '' },
      },
    ],
  ]);
  await waitFor(() =>
    expect(screen.queryByRole('dialog', { name: 'Check of STRIPE_KEY' })).toBeNull(),
  );
});

it('begins with the check there is, and needs the current value for another host', async () => {
  const issues = [{ pointer: '/value', code: 'value_wrong', message: 'That is not it.' }];
  const refused = { status: 'refused', code: 'rule_broken', message: '', issues } as const;
  const { sent, onChanged, user } = show(sampleCheck({ refuses: [403] }), refused);
  await user.click(screen.getByRole('button', { name: 'Change the check…' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect((await dialog.findByLabelText<HTMLInputElement>(/^Path/)).value).toBe('/me');
  const refuses = dialog.getByLabelText<HTMLInputElement>(/^Statuses that say it is refused/);
  expect(refuses.value).toBe('403');
  const value = () => dialog.getByLabelText<HTMLInputElement>(/^Current value/);
  expect(value().getAttribute('aria-required')).not.toBe('true');
  await dialog.findByRole('option', { name: /^https:..b\.example/ });
  await user.selectOptions(dialog.getByLabelText('Destination'), 'dst_2');
  expect(value().getAttribute('aria-required')).toBe('true');
  await user.type(value(), 'canary-value');
  expect(searchReactState(value(), 'canary-value')).toEqual([]);
  await user.click(dialog.getByRole('button', { name: 'Set check' }));
  expect(await dialog.findByText('That is not it.')).toBeTruthy();
  expect(sent[0]).toMatchObject(['set', { destination: 'dst_2', value: 'canary-value' }]);
  expect(onChanged).not.toHaveBeenCalled();
  await user.click(dialog.getByRole('button', { name: 'Remove the check' }));
  await waitFor(() => expect(sent.at(-1)).toEqual(['remove', NAMED]));
  expect(onChanged).toHaveBeenCalledOnce();
});
