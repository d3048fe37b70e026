import { configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRef, useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { SecretType } from '@/lib/domain/secret-kinds';
import { searchReactState } from '@/lib/testing/react-state';
import { ValueForm, type ValueFormHandle, type ValueSource } from './value-form';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });

const ANSWER = JSON.stringify({
  access_token: 'canary-access',
  refresh_token: 'canary-refresh',
  token_type: 'Bearer',
});

function setUp(type: SecretType, source: ValueSource) {
  const ref = createRef<ValueFormHandle>();
  const onFilled = vi.fn();
  const form = (of: SecretType, from: ValueSource) => (
    <form>
      <ValueForm
        ref={ref}
        type={of}
        source={from}
        label="Value"
        onFilled={onFilled}
        onFile={vi.fn()}
        onDropped={vi.fn()}
      />
    </form>
  );
  const { rerender } = render(form(type, source));
  return {
    onFilled,
    change: (of: SecretType, from: ValueSource) => rerender(form(of, from)),
    sent: () => Object.fromEntries(new FormData(document.querySelector('form')!)),
  };
}

const paste = (label: RegExp, text: string) =>
  fireEvent.paste(screen.getByLabelText(label), { clipboardData: { getData: () => text } });

/** The values are in the fields of the page, and nowhere in React or the markup. */
function expectKeptOutOfReact(text: string) {
  expect(searchReactState(document.querySelector('form')!, text)).toEqual([]);
  expect(document.documentElement.outerHTML).not.toContain(text);
}

it('would be found in React if a component kept it', () => {
  function Keeper() {
    const [kept] = useState({ deep: ['canary-kept'] });
    return <p>{kept.deep.length}</p>;
  }
  render(<Keeper />);
  expect(searchReactState(screen.getByText('1'), 'canary-kept')).toContain('Keeper');
});

describe('the value of a structured type', () => {
  it('has a field for each part, concealed or plain, with the needed ones marked', () => {
    setUp('auth_profile', 'parts');
    const types = ['User name', 'Password', 'Address', 'One-time code seed'].map((label) =>
      screen.getByLabelText(new RegExp(`^${label}`)).getAttribute('type'),
    );
    expect(types).toEqual([null, 'password', null, 'password']);
    expect(screen.getByLabelText('User name (required)').getAttribute('aria-required')).toBe(
      'true',
    );
    expect(screen.getByLabelText('Address').getAttribute('aria-required')).toBeNull();
  });

  it('is split out of pasted JSON, also out of what is pasted into a plain field', () => {
    const { sent, onFilled } = setUp('oauth_tokens', 'parts');
    paste(/^Scope/, ANSWER);
    expect(sent()).toEqual({
      'part.access_token': 'canary-access',
      'part.refresh_token': 'canary-refresh',
      'part.id_token': '',
      'part.token_type': 'Bearer',
      'part.scope': '',
      'part.expires_at': '',
    });
    expect(onFilled).toHaveBeenLastCalledWith(['access_token', 'refresh_token', 'token_type']);
    expect(screen.getByText('Split into Access token, Refresh token, Token type.')).toBeTruthy();
    for (const text of ['canary-access', 'canary-refresh']) expectKeptOutOfReact(text);
  });

  it('may have a part generated: the one that fits comes first', async () => {
    const { sent } = setUp('auth_profile', 'parts');
    await userEvent.click(screen.getByRole('button', { name: 'Generate a password' }));
    const [first] = await screen.findAllByRole('menuitem');
    expect(first!.textContent).toMatch(/^Password/);
    await userEvent.click(first!);
    await screen.findByText(/it is in the field/);
    expect(sent()['part.password']).toMatch(/^[A-Za-z2-9]{24}$/);
    expectKeptOutOfReact(String(sent()['part.password']));
  });
});

describe('a value whose type is changed', () => {
  it('goes along: into its parts, into the one that is needed, and back', () => {
    const { change, sent } = setUp('generic', 'text');
    fireEvent.input(screen.getByLabelText('Value'), { target: { value: 'canary-token' } });
    change('oauth_tokens', 'parts');
    expect(sent()).toMatchObject({ 'part.access_token': 'canary-token', 'part.id_token': '' });
    change('api_key', 'text');
    expect(sent()).toEqual({ value: 'canary-token' });
    fireEvent.input(screen.getByLabelText('Value'), { target: { value: ANSWER } });
    change('oauth_tokens', 'parts');
    expect(sent()).toMatchObject({ 'part.refresh_token': 'canary-refresh' });
    expectKeptOutOfReact('canary');
  });

  it('is not sent from a form that is put aside, and is there when that comes back', () => {
    const { change, sent } = setUp('generic', 'text');
    fireEvent.input(screen.getByLabelText('Value'), { target: { value: 'canary-kept' } });
    change('generic', 'file');
    expect(Object.keys(sent())).toEqual(['valueFile']);
    change('generic', 'alias');
    expect(sent()).toEqual({});
    change('generic', 'text');
    expect(sent()).toEqual({ value: 'canary-kept' });
  });
});

/** jsdom reads no files. */
function fileOf(...bytes: number[]): File {
  const content = new Uint8Array(bytes);
  return Object.assign(new File([content], 'key.bin'), { arrayBuffer: async () => content.buffer });
}

describe('a value from a file', () => {
  it.each([
    ['text', fileOf(0x61, 0x0d, 0x0a), /^3 bytes\. Text, sealed byte for byte/],
    ['bytes that are no UTF-8', fileOf(0xff, 0x01), /^2 bytes\. Binary/],
    ['text with NUL', fileOf(0x61, 0x00, 0x62), /^3 bytes\. Binary/],
    ['nothing', fileOf(), /^0 bytes\. The file is empty/],
    ['too much', fileOf(...new Uint8Array(65_537)), /^65,537 bytes\..*at most 64 KiB/],
  ])('is described before it is sealed: %s', async (_what, file, said) => {
    setUp('generic', 'file');
    await userEvent.upload(screen.getByLabelText('Value'), file);
    await waitFor(() =>
      expect(screen.getAllByRole('status').map((one) => one.textContent)).toContainEqual(
        expect.stringMatching(said),
      ),
    );
  });
});
