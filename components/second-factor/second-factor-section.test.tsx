import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { SecondFactorState } from '@/lib/contracts/account';
import { searchReactState } from '@/lib/testing/react-state';
import { SecondFactorSection } from './second-factor-section';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });

const SECRET = 'CANARYSEEDCANARYSEEDCANARYSEED22';
const ADDRESS = `otpauth://totp/Keystow:ada?secret=${SECRET}&issuer=Keystow`;
const CODES = Array.from({ length: 10 }, (_, index) => `canary-code-${index}`);

const OFF: SecondFactorState = { enabled: false, enabledAt: null, recoveryCodesLeft: 0 };
const ON: SecondFactorState = {
  enabled: true,
  enabledAt: '2026-01-01T00:00:00Z',
  recoveryCodesLeft: 9,
};

type Sent = (string | Record<string, FormDataEntryValue>)[];

function show(state: SecondFactorState, locked = false) {
  const sent: Sent = [];
  const onChanged = vi.fn();
  const answering =
    <T,>(name: string, result: T) =>
    async (_previous: unknown, form: FormData) => {
      sent.push(name, Object.fromEntries(form));
      return { status: 'done', result } as const;
    };
  render(
    <SecondFactorSection
      email="ada@acme.example"
      state={state}
      locked={locked}
      actions={{
        begin: answering('begin', { secret: SECRET, address: ADDRESS }),
        confirm: answering('confirm', { recoveryCodes: CODES }),
        renew: answering('renew', { recoveryCodes: CODES }),
        remove: answering('remove', {}),
      }}
      onChanged={onChanged}
    />,
  );
  return { sent, onChanged };
}

const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }));

describe('the second factor of the own account', () => {
  it('is set up: password, seed as picture and text, a code, the recovery codes', async () => {
    const { sent, onChanged } = show(OFF);
    await press('Set up a second factor');
    await userEvent.type(await screen.findByLabelText('Your password'), 'pass{Enter}');
    const seed = await screen.findByLabelText<HTMLInputElement>('Or enter it by hand');
    expect(seed.value).toBe(SECRET);
    const picture = screen.getByRole('img', { name: /QR code of the seed/ });
    expect(picture.querySelector('path')?.getAttribute('d')).toMatch(/^M\d+ \d+h1v1h-1z/);
    expect(searchReactState(seed, SECRET)).toEqual([]);
    await userEvent.type(screen.getByLabelText('Code it shows now'), '123456{Enter}');
    const codes = await screen.findByLabelText<HTMLTextAreaElement>('Recovery codes');
    expect(codes.value).toBe(CODES.join('\n'));
    expect(searchReactState(codes, 'canary')).toEqual([]);
    expect(screen.queryByText('Or enter it by hand')).toBeNull();

    // The one sight of them is not lost by a slip.
    await userEvent.keyboard('{Escape}');
    expect(screen.getByLabelText('Recovery codes')).toBeTruthy();
    expect(onChanged).not.toHaveBeenCalled();
    await press('I have stored them');
    expect(onChanged).toHaveBeenCalledWith('Second factor turned on');
    expect(sent).toEqual(['begin', { password: 'pass' }, 'confirm', { code: '123456' }]);
    expect(document.documentElement.outerHTML).not.toContain('canary');
  });

  it('asks for what is missing before it sends anything', async () => {
    const { sent } = show(ON);
    await press('Turn off');
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Turn off' }));
    expect(await screen.findByText('Give your password.')).toBeTruthy();
    expect(screen.getByText('Give a code.')).toBeTruthy();
    expect(sent).toEqual([]);
  });

  it('is turned off with password and code', async () => {
    const { sent, onChanged } = show(ON);
    await press('Turn off');
    await userEvent.type(await screen.findByLabelText('Your password'), 'pass');
    await userEvent.type(screen.getByLabelText(/Code from your authenticator/), 'abcd{Enter}');
    await waitFor(() => expect(onChanged).toHaveBeenCalledWith('Second factor turned off'));
    expect(sent).toEqual(['remove', { password: 'pass', code: 'abcd' }]);
  });

  it('gets new recovery codes with the password, shown this once', async () => {
    const { onChanged } = show(ON);
    await press('New recovery codes');
    await userEvent.type(await screen.findByLabelText('Your password'), 'pass{Enter}');
    const codes = await screen.findByLabelText<HTMLTextAreaElement>('Recovery codes');
    expect(codes.value.split('\n')).toEqual(CODES);
    await press('I have stored them');
    expect(onChanged).toHaveBeenCalledWith('New recovery codes made');
  });

  it('says how many recovery codes are left, and when it is time for new ones', () => {
    show(ON);
    expect(screen.getByText(/9 of 10 recovery codes left\./)).toBeTruthy();
    cleanup();
    show({ ...ON, recoveryCodesLeft: 3 });
    expect(screen.getByText(/3 of 10 recovery codes left: make new ones/)).toBeTruthy();
  });

  it('says while the console is locked what cannot be done, and what still signs in', () => {
    show(ON, true);
    expect(screen.getByText(/only a recovery code signs you in/)).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });
});
