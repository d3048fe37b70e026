import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HiddenText } from '@/lib/env';
import { namedConsole } from './named-console';
import { keepServerKey } from './pinned-server-key';
import { deleteProfile, profilePath, readProfile, saveProfile } from './profile';

const SAVED = { url: 'https://keys.example.org', token: new HiddenText('kst_saved') };
let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'keystow-profile-'));
  vi.stubEnv('XDG_CONFIG_HOME', home);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

describe('a saved profile', () => {
  it('is readable by its user alone, and prints without its token', async () => {
    const file = await saveProfile({ ...SAVED, serverKey: 'ed25519:x' });
    expect(file).toBe(path.join(home, 'keystow', 'profile.json'));
    const modes = [file, path.dirname(file)].map((one) => statSync(one).mode & 0o777);
    expect(modes).toEqual([0o600, 0o700]);
    const profile = (await readProfile())!;
    expect([profile.token.reveal(), profile.serverKey]).toEqual(['kst_saved', 'ed25519:x']);
    expect(inspect(profile) + JSON.stringify(profile)).not.toContain('kst_saved');
  });

  it('replaces the one before whole, and is gone after logout', async () => {
    await saveProfile({ ...SAVED, serverKey: undefined });
    await saveProfile({ ...SAVED, url: 'https://other.example.org', serverKey: undefined });
    expect(JSON.parse(readFileSync(profilePath(), 'utf8'))).toEqual({
      url: 'https://other.example.org',
      token: 'kst_saved',
    });
    expect([await deleteProfile(), await deleteProfile(), await readProfile()]).toEqual([
      true,
      false,
      null,
    ]);
  });

  it('keeps the key that signs next beside the one that it pins, unless the environment pins', async () => {
    await saveProfile({ ...SAVED, serverKey: 'ed25519:x' });
    const named = (await namedConsole())!;
    vi.stubEnv('KEYSTOW_SERVER_KEY', `ed25519:${'A'.repeat(43)}`);
    await keepServerKey(named, 'ed25519:y');
    expect((await readProfile())!.serverKey).toBe('ed25519:x');
    vi.stubEnv('KEYSTOW_SERVER_KEY', undefined);
    await keepServerKey(named, 'ed25519:y');
    await keepServerKey(named, 'ed25519:y');
    expect((await readProfile())!.serverKey).toBe('ed25519:x,ed25519:y');
  });

  it('is refused where others can read it, and where it is something else', async () => {
    const file = await saveProfile({ ...SAVED, serverKey: undefined });
    chmodSync(file, 0o640);
    await expect(readProfile()).rejects.toThrow('chmod 600');
    chmodSync(file, 0o600);
    writeFileSync(file, '{"url":1}');
    await expect(readProfile()).rejects.toThrow('keystow login');
  });
});

describe('the console a command speaks to', () => {
  const named = async () => {
    const one = await namedConsole();
    return one && [one.url, one.token, one.serverKey];
  };

  it('is that of the profile, unless the environment says another', async () => {
    vi.stubEnv('KEYSTOW_URL', '');
    vi.stubEnv('KEYSTOW_TOKEN', '');
    expect(await named()).toBeNull();
    await saveProfile({ ...SAVED, serverKey: 'ed25519:x' });
    expect(await named()).toEqual([SAVED.url, 'kst_saved', 'ed25519:x']);
    vi.stubEnv('KEYSTOW_TOKEN', 'kst_given');
    expect(await named()).toEqual([SAVED.url, 'kst_given', 'ed25519:x']);
    vi.stubEnv('KEYSTOW_URL', 'https://other.example.org');
    expect(await named()).toEqual(['https://other.example.org', 'kst_given', undefined]);
  });

  it('is never sent the token of another console’s profile', async () => {
    await saveProfile({ ...SAVED, serverKey: undefined });
    vi.stubEnv('KEYSTOW_TOKEN', '');
    vi.stubEnv('KEYSTOW_URL', 'https://other.example.org');
    await expect(named()).rejects.toThrow('KEYSTOW_TOKEN');
  });
});
