import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { searchReactState } from '@/lib/testing/react-state';
import { sampleIntakeLink } from '@/lib/testing/sample-intake-link';
import { AskForValues } from './ask-for-values';
import { IntakeLinkMaker, type MakeIntakeLink } from './intake-link-maker';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });

const LINK = 'https://keystow.test/intake#canary-of-a-link';
const SECRETS = [
  { id: 'sec_1', key: 'STRIPE_KEY', path: 'payments.production.billing' },
  { id: 'sec_2', key: 'DATABASE_URL', path: 'payments' },
];

function open(make: MakeIntakeLink | null, secrets = SECRETS, onMade?: () => void) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <IntakeLinkMaker make={make}>
        <AskForValues secrets={secrets} onMade={onMade} />
      </IntakeLinkMaker>
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

const button = (name: string) => screen.findByRole('button', { name });

describe('asking somebody else for values', () => {
  it('makes one link for all of them, and shows it once, outside React’s state', async () => {
    const sent: Record<string, FormDataEntryValue>[] = [];
    const onMade = vi.fn();
    const user = open(
      async (_previous, form) => {
        sent.push(Object.fromEntries(form));
        return { status: 'done', result: { ...sampleIntakeLink(), link: LINK } };
      },
      SECRETS,
      onMade,
    );
    await user.click(await button('Make intake link…'));
    expect(await screen.findByText('The link asks for 2 values')).toBeTruthy();
    await user.click(await button('Make intake link'));
    expect(await screen.findByText('Say for whom the link is.')).toBeTruthy();
    expect(sent).toEqual([]);
    await user.type(screen.getByLabelText('For whom'), 'Bob');
    await user.selectOptions(screen.getByLabelText('Works for'), '3 days');
    await user.click(await button('Make intake link'));
    const field = await screen.findByLabelText<HTMLInputElement>('Link');
    expect(field.value).toBe(LINK);
    expect(sent).toEqual([{ secrets: 'sec_1\nsec_2', label: 'Bob', note: '', expiresInDays: '3' }]);
    expect(onMade).toHaveBeenCalledOnce();
    expect(searchReactState(field, 'canary-of-a-link')).toEqual([]);
    await user.keyboard('{Escape}');
    expect(screen.getByLabelText('Link')).toBeTruthy();
    await user.click(await button('I have copied it'));
    await waitFor(() => expect(screen.queryByLabelText('Link')).toBeNull());
    expect(document.documentElement.outerHTML).not.toContain('canary-of-a-link');
  });

  it('is offered for at least one secret and for no more than a link takes', () => {
    open(vi.fn(), []);
    expect(screen.getByRole('button')).toHaveProperty('disabled', true);
    cleanup();
    const many = Array.from({ length: 201 }, (_, at) => ({ id: `s${at}`, key: 'K', path: 'p' }));
    open(vi.fn(), many);
    expect(screen.getByRole('button')).toHaveProperty('disabled', true);
    expect(screen.getByRole('button').title).toContain('at most 200');
  });

  it('is not offered where no link can be made', () => {
    open(null);
    expect(screen.queryByRole('button')).toBeNull();
  });
});
