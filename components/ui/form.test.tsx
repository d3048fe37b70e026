import { configure, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { FormAction } from '@/lib/contracts/form-state';
import { ActionForm } from './form';
import { SecretField } from './secret-field';
import { SubmitButton } from './submit-button';
import { TextField } from './text-field';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });

const idle = { status: 'idle' } as const;

function setUp(action: FormAction<string>, onDone = vi.fn()) {
  render(
    <ActionForm action={action} onDone={onDone} fields={['key', 'value']}>
      <TextField name="key" label="Name" hint="An environment variable." />
      <SecretField name="value" label="Value" />
      <SubmitButton>Seal secret</SubmitButton>
    </ActionForm>,
  );
  const name = screen.getByLabelText<HTMLInputElement>('Name');
  const value = () => screen.getByLabelText<HTMLInputElement>('Value');
  const send = () => userEvent.click(screen.getByRole('button', { name: 'Seal secret' }));
  return { name, value, send, onDone };
}

describe('a form over a server action', () => {
  it('sends what was typed, clears every field after success and tells the result', async () => {
    const sent: Record<string, FormDataEntryValue>[] = [];
    const { name, value, send, onDone } = setUp(async (previous, form) => {
      expect(previous).toEqual(idle);
      sent.push(Object.fromEntries(form));
      return { status: 'done', result: 'sealed' };
    });
    await userEvent.type(name, 'TOKEN');
    await userEvent.type(value(), 'v-1');
    await send();
    await waitFor(() => expect(onDone).toHaveBeenCalledWith('sealed'));
    expect(sent).toEqual([{ key: 'TOKEN', value: 'v-1' }]);
    expect(name.value).toBe('');
    expect(value().value).toBe('');
  });

  it('keeps what was typed after a refusal, ties it to its field and moves focus there', async () => {
    const { name, value, send, onDone } = setUp(async () => ({
      status: 'refused',
      code: 'rule_broken',
      message: 'A rule is broken',
      issues: [{ pointer: '/key', message: 'Use letters, digits and underscores only.' }],
    }));
    await userEvent.type(name, 'MY-TOKEN');
    await userEvent.type(value(), 'v-1');
    await send();
    const issue = await screen.findByText('Use letters, digits and underscores only.');
    expect(name.getAttribute('aria-invalid')).toBe('true');
    expect(name.getAttribute('aria-describedby')?.split(' ')).toContain(issue.id);
    expect(document.activeElement).toBe(name);
    expect(name.value).toBe('MY-TOKEN');
    expect(value().value).toBe('v-1');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(onDone).not.toHaveBeenCalled();
  });

  it('tells a refusal that belongs to no field above the fields', async () => {
    const { send } = setUp(async () => ({
      status: 'refused',
      code: 'locked',
      message: 'The console is locked',
      issues: [],
    }));
    await send();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The console is locked');
    expect(document.activeElement).toBe(alert);
  });

  it('says so when no answer comes', async () => {
    const { send } = setUp(() => Promise.reject(new TypeError('Failed to fetch')));
    await send();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('did not answer');
    expect(alert.textContent).not.toContain('Failed to fetch');
  });

  it('does not send twice while an answer is on its way', async () => {
    let answer: (state: { status: 'done'; result: string }) => void = () => {};
    const action = vi.fn(
      () => new Promise<{ status: 'done'; result: string }>((resolve) => (answer = resolve)),
    );
    const { send, onDone } = setUp(action);
    await send();
    const button = screen.getByRole('button', { name: 'Seal secret' });
    expect(button.getAttribute('aria-busy')).toBe('true');
    await send();
    answer({ status: 'done', result: 'once' });
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(action).toHaveBeenCalledOnce();
  });
});
