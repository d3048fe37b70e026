import { configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnsweredIntake, Intake, IntakeItem } from '@/lib/contracts/intake';
import type { FormState } from '@/lib/contracts/form-state';
import { searchReactState } from '@/lib/testing/react-state';
import { IntakePanel } from './intake-panel';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
beforeEach(() => {
  window.location.hash = '#link-secret';
});

const CANARY = 'canary-of-an-intake';

const item = (key: string, more: Partial<IntakeItem> = {}): IntakeItem => ({
  id: `sec_${key}`,
  key,
  path: 'payments.production.billing',
  type: 'generic',
  format: 'utf8',
  parts: [],
  description: null,
  answeredAt: null,
  ...more,
});

const asks = (...items: IntakeItem[]): Intake => ({
  askedBy: { name: 'Ada', email: 'ada@acme.example' },
  label: 'Bob',
  note: 'As agreed on the phone.',
  expiresAt: '2036-12-01T10:00:00.000Z',
  items,
});

interface Sent {
  readonly form: Record<string, FormDataEntryValue>;
  readonly answer: (answer: FormState<AnsweredIntake>) => void;
}

/** The page of a link; every answer waits until the test gives it. */
function openLink(intake: Intake) {
  const sent: Sent[] = [];
  render(
    <IntakePanel
      look={async () => ({ status: 'done', result: intake })}
      answer={(_previous, form) =>
        new Promise((answer) => sent.push({ form: Object.fromEntries(form), answer }))
      }
    />,
  );
  return { sent, user: userEvent.setup() };
}

const sealed = (key: string, answered: number, asked: number) => ({
  status: 'done' as const,
  result: {
    item: { id: `sec_${key}`, key, answeredAt: '2026-12-01T10:00:00.000Z' },
    asked,
    answered,
  },
});
const section = (key: string) => within(screen.getByRole('region', { name: key }));

describe('the page of an intake link', () => {
  it('says who asks, for what and until when, and opens the first value', async () => {
    openLink(asks(item('ALPHA', { description: 'From the dashboard.' }), item('BRAVO')));
    expect(await screen.findByText('Ada')).toBeTruthy();
    for (const text of [/ada@acme\.example/, /2036-12-01 10:00 UTC/, 'As agreed on the phone.']) {
      expect(screen.getByText(text)).toBeTruthy();
    }
    expect(section('ALPHA').getByText('From the dashboard.')).toBeTruthy();
    expect(section('ALPHA').getByLabelText('Value of ALPHA')).toBeTruthy();
    expect(section('BRAVO').queryByLabelText('Value of BRAVO')).toBeNull();
    expect(screen.getByText('0 of 2 entered')).toBeTruthy();
  });

  it('seals one after the other: the next takes the focus, and at the end the page may be closed', async () => {
    const { sent, user } = openLink(asks(item('ALPHA'), item('BRAVO')));
    await user.type(await screen.findByLabelText('Value of ALPHA'), CANARY);
    await user.click(section('ALPHA').getByRole('button', { name: 'Seal value' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]!.form).toMatchObject({
      link: 'link-secret',
      item: 'sec_ALPHA',
      source: 'text',
      value: CANARY,
    });
    expect(searchReactState(screen.getByText('Ada'), CANARY)).toEqual([]);
    sent[0]!.answer(sealed('ALPHA', 1, 2));
    const next = await screen.findByLabelText('Value of BRAVO');
    await waitFor(() => expect(document.activeElement).toBe(next));
    expect(screen.getByText('ALPHA is sealed. 1 of 2 entered.')).toBeTruthy();
    expect(section('ALPHA').getByText('Sealed')).toBeTruthy();
    expect(section('ALPHA').queryByRole('textbox')).toBeNull();
    expect(document.documentElement.outerHTML).not.toContain(CANARY);

    await user.type(next, 'second{Enter}');
    await waitFor(() => expect(sent).toHaveLength(2));
    sent[1]!.answer(sealed('BRAVO', 2, 2));
    const end = (await screen.findByText('All values are sealed.')).closest('p')!;
    expect(end.textContent).toContain('You can close this page.');
    await waitFor(() => expect(document.activeElement).toBe(end));
    expect(document.documentElement.outerHTML).not.toContain('link-secret');
  });

  it('shows a refusal at its field, keeps what was typed, and asks before it is lost', async () => {
    const { sent, user } = openLink(asks(item('ALPHA')));
    const field = await screen.findByLabelText('Value of ALPHA');
    await user.type(field, CANARY);
    await user.click(screen.getByRole('button', { name: 'Seal value' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    const message = 'A webhook secret has at least 16 characters.';
    sent[0]!.answer({
      status: 'refused',
      code: 'rule_broken',
      message,
      issues: [{ pointer: '/value', message }],
    });
    expect(await screen.findByText(message)).toBeTruthy();
    expect((field as HTMLInputElement).value).toBe(CANARY);
    await waitFor(() => expect(document.activeElement).toBe(field));
    const leaving = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(true);
    expect(searchReactState(field, CANARY)).toEqual([]);
  });

  it('has the fields of each type: parts one by one, and sends no more than the page asked for', async () => {
    const { sent, user } = openLink(
      asks(item('SIGN_IN', { type: 'auth_profile', format: 'object' })),
    );
    await user.type(await screen.findByLabelText(/^User name/), 'bob');
    await user.click(screen.getByRole('button', { name: 'Seal value' }));
    expect(await screen.findByText('This part is needed.')).toBeTruthy();
    await user.type(screen.getByLabelText(/^Password/), CANARY);
    await user.click(screen.getByRole('button', { name: 'Seal value' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    const given = Object.entries(sent[0]!.form).filter(([, entry]) => entry !== '');
    expect(Object.fromEntries(given)).toEqual({
      link: 'link-secret',
      item: 'sec_SIGN_IN',
      source: 'parts',
      'part.username': 'bob',
      'part.password': CANARY,
    });
    sent[0]!.answer(sealed('SIGN_IN', 1, 1));
    await screen.findByText('All values are sealed.');
  });

  it('lets the order be chosen, and keeps what was typed elsewhere', async () => {
    const { user } = openLink(asks(item('ALPHA'), item('BRAVO')));
    await user.type(await screen.findByLabelText('Value of ALPHA'), CANARY);
    await user.click(section('BRAVO').getByRole('button', { name: 'Enter value' }));
    const other = await screen.findByLabelText('Value of BRAVO');
    await waitFor(() => expect(document.activeElement).toBe(other));
    await user.click(section('ALPHA').getByRole('button', { name: 'Enter value' }));
    const field = await screen.findByLabelText('Value of ALPHA');
    expect((field as HTMLInputElement).value).toBe(CANARY);
  });

  it('that was begun before goes on where it was left', async () => {
    const answeredAt = '2026-11-01T10:00:00.000Z';
    openLink(asks(item('ALPHA', { answeredAt }), item('BRAVO')));
    expect(await screen.findByLabelText('Value of BRAVO')).toBeTruthy();
    expect(screen.getByText('1 of 2 entered')).toBeTruthy();
    expect(section('ALPHA').queryByRole('button')).toBeNull();
  });

  it.each([
    'This link has expired. Ask ada@acme.example for a new one.',
    'All values that this link asked for are sealed. Each is entered once.',
  ])('of a link that does not work any more says why: %s', async (message) => {
    const refused = { status: 'refused', code: 'not_found', message, issues: [] } as const;
    const answer = vi.fn();
    render(<IntakePanel look={async () => refused} answer={answer} />);
    expect((await screen.findByRole('alert')).textContent).toContain(message);
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('without its secret says what is missing, and asks nothing', () => {
    window.location.hash = '';
    const look = vi.fn();
    render(<IntakePanel look={look} answer={vi.fn()} />);
    expect(screen.getByRole('alert').textContent).toContain('missing the secret');
    expect(look).not.toHaveBeenCalled();
  });
});
