import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRef } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { SecretField, type SecretFieldHandle } from './secret-field';

const PEM = '-----BEGIN KEY-----\nAAAA\n-----END KEY-----\n';

const handle = createRef<SecretFieldHandle>();

beforeEach(() => {
  render(<SecretField name="value" label="Value" ref={handle} />);
});

const field = () => screen.getByLabelText<HTMLInputElement | HTMLTextAreaElement>('Value');

function paste(text: string) {
  fireEvent.paste(field(), { clipboardData: { getData: () => text } });
}

describe('a secret field', () => {
  it('is a password input that browsers do not fill, store or correct', () => {
    expect(field().getAttribute('type')).toBe('password');
    expect(field().getAttribute('autocomplete')).toBe('off');
    expect(field().getAttribute('spellcheck')).toBe('false');
  });

  it('shows nothing of what is typed in the markup', async () => {
    await userEvent.type(field(), 'correct-horse');
    expect(document.documentElement.outerHTML).not.toContain('correct-horse');
    expect((field() as HTMLInputElement).value).toBe('correct-horse');
  });

  it('keeps the line breaks of a pasted value, at the place of the caret', async () => {
    await userEvent.type(field(), 'ab');
    (field() as HTMLInputElement).setSelectionRange(1, 1);
    paste(PEM);
    expect(field().tagName).toBe('TEXTAREA');
    expect(field().className).toContain('conceal');
    expect((field() as HTMLTextAreaElement).value).toBe(`a${PEM}b`);
    expect(document.documentElement.outerHTML).not.toContain('BEGIN KEY');
    expect(document.activeElement).toBe(field());
  });

  it('carries what was typed over to several lines', async () => {
    await userEvent.type(field(), 'first');
    await userEvent.click(screen.getByRole('button', { name: 'Several lines' }));
    expect((field() as HTMLTextAreaElement).value).toBe('first');
    expect(screen.queryByRole('button', { name: 'Several lines' })).toBeNull();
  });

  it('can be filled by its form', () => {
    handle.current?.fill('one line');
    expect((field() as HTMLInputElement).value).toBe('one line');
  });
});
