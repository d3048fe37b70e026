import { describe, expect, it } from 'vitest';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import type { ReferenceInput, SecretInput } from '@/lib/services/secrets/secret-input';
import { pointingAtFields } from './pointing-at-fields';
import { readDescriptionForm } from './read-description-form';
import { readSecretForm } from './read-secret-form';

function formOf(fields: Readonly<Record<string, string | File>>): FormData {
  const form = new FormData();
  const all = { scope: 'payments', key: 'A', ...fields };
  for (const [name, entry] of Object.entries(all)) form.append(name, entry);
  return form;
}

async function sealed(fields: Readonly<Record<string, string | File>>) {
  const { input } = await readSecretForm(formOf(fields));
  const { plaintext, format, ...rest } = input as SecretInput;
  return { bytes: plaintext.use((bytes) => Buffer.from(bytes)), format, rest };
}

const refused = (pointer: string) => ({ extras: { issues: [{ pointer }] } });

describe('the form that seals a secret', () => {
  it('takes a text, whose line breaks become line feeds', async () => {
    const { bytes, format, rest } = await sealed({ value: 'a\r\nb\n', type: '', reason: '' });
    expect([bytes.toString(), format]).toEqual(['a\nb\n', 'utf8']);
    expect(rest).toEqual({ key: 'A' });
  });

  it.each([
    ['plain text\r\n', 'utf8'],
    ['\ufeffwith a mark', 'utf8'],
    ['with\0NUL', 'binary'],
  ])('takes a file byte for byte: %j', async (text, format) => {
    const file = new File([text], 'value.pem');
    const read = await sealed({
      source: 'file',
      valueFile: file,
      value: 'left in the other field',
    });
    expect([read.bytes.toString(), read.format]).toEqual([text, format]);
  });

  it('takes a file that is no text as bytes', async () => {
    const file = new File([Uint8Array.of(0xff, 0xfe, 0x00)], 'key.bin');
    const { bytes, format } = await sealed({ source: 'file', valueFile: file });
    expect([bytes.toString('hex'), format]).toEqual(['fffe00', 'binary']);
  });

  it('refuses no file, an empty one and one over 64 KiB at its field', async () => {
    const source = 'file';
    await expect(sealed({ source })).rejects.toMatchObject(refused('/valueFile'));
    const empty = new File([], '');
    await expect(sealed({ source, valueFile: empty })).rejects.toMatchObject({
      code: 'rule_broken',
      ...refused('/valueFile'),
    });
    const large = new File([new Uint8Array(65_537)], 'large');
    await expect(sealed({ source, valueFile: large })).rejects.toMatchObject({
      code: 'too_large',
      ...refused('/valueFile'),
    });
  });

  it('takes parts, and leaves out the empty ones', async () => {
    const { bytes, format } = await sealed({
      source: 'parts',
      type: 'oauth_tokens',
      'part.access_token': 'a\r\nb',
      'part.refresh_token': '',
      'part.scope': 'repo',
    });
    expect(format).toBe('object');
    expect(bytes.toString()).toBe('{"access_token":"a\\nb","scope":"repo"}');
  });

  it('takes an alias instead of a value', async () => {
    const { input } = await readSecretForm(formOf({ source: 'alias', aliasOf: '_platform/B' }));
    expect(input).toEqual({ key: 'A', aliasOf: '_platform/B' });
    const without = readSecretForm(formOf({ source: 'alias' }));
    await expect(without).rejects.toMatchObject(refused('/aliasOf'));
  });

  it('takes what describes the secret: tags in any case, a day to its end', async () => {
    const { rest } = await sealed({
      value: 'x',
      description: 'first\r\nsecond',
      tags: 'PCI, billing  pci',
      expiresOn: '2999-01-31',
      rotationWindowDays: '90',
      owner: 'payments',
      delivery: 'file',
    });
    expect(rest).toEqual({
      key: 'A',
      description: 'first\nsecond',
      tags: ['pci', 'billing', 'pci'],
      expiresAt: '2999-01-31T23:59:59Z',
      rotationWindowDays: 90,
      owner: 'payments',
      delivery: 'file',
    });
  });

  it('refuses what it does not know, and what comes twice', async () => {
    await expect(sealed({ value: 'x', role: 'owner' })).rejects.toMatchObject({
      code: 'invalid_shape',
    });
    for (const name of ['value', 'part.access_token', 'valueFile']) {
      const source = { value: 'text', valueFile: 'file' }[name] ?? 'parts';
      const form = formOf({ source });
      form.append(name, 'canary');
      form.append(name, 'canary');
      await expect(readSecretForm(form), name).rejects.toMatchObject({ code: 'invalid_shape' });
    }
  });
});

describe('the form that describes a secret', () => {
  it('takes away what is empty, but for type, category and delivery', () => {
    expect(readDescriptionForm(formOf({ type: '', owner: '', expiresOn: '' }))).toEqual({
      scope: 'payments',
      key: 'A',
      input: {
        description: null,
        owner: null,
        tags: [],
        expiresAt: null,
        rotationWindowDays: null,
        asShown: true,
      },
    });
  });
});

describe('a refusal', () => {
  it.each([
    ['text', '/value', '/value'],
    ['file', '/value', '/valueFile'],
    ['parts', '/value/access_token', '/part.access_token'],
    ['alias', '/aliasOf', '/aliasOf'],
    ['parts', '/expiresAt', '/expiresOn'],
  ] as const)('from %s at %s points at the field %s', async (source, pointer, field) => {
    const refusal = pointingAtFields(source, () => {
      throw ruleBroken(pointer, 'code', 'What to do.');
    });
    await expect(refusal).rejects.toBeInstanceOf(KeystowError);
    await expect(refusal).rejects.toMatchObject({ message: 'What to do.', ...refused(field) });
  });
});

describe('the form of a secret whose value lives at a backend', () => {
  const elsewhere = { source: 'elsewhere', connector: 'aws-payments', reference: 'prod/billing' };

  it('takes connector and reference, and no value where none is to be written there', async () => {
    const { input } = await readSecretForm(formOf({ ...elsewhere, valueThere: '', value: 'left' }));
    expect(input).toEqual({ key: 'A', connector: 'aws-payments', reference: 'prod/billing' });
  });

  it('takes a value that is to be written there, and points refusals of it at its field', async () => {
    const { input } = await readSecretForm(
      formOf({ ...elsewhere, reference: '', valueThere: 'a\r\nb' }),
    );
    const { value } = input as ReferenceInput;
    expect(value?.plaintext.use((bytes) => Buffer.from(bytes).toString())).toBe('a\nb');
    expect(input).not.toHaveProperty('plaintext');
    const work = pointingAtFields('elsewhere', async () => {
      throw ruleBroken('/value', 'too_short', 'Too short.');
    });
    await expect(work).rejects.toMatchObject(refused('/valueThere'));
  });

  it('says that a value is sealed here, whatever was before', async () => {
    const { rest } = await sealed({ value: 'a', backend: 'local' });
    expect(rest).toEqual({ key: 'A', backend: 'local' });
  });
});
