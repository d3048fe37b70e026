import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KeystowError } from './errors';
import { checkSecretName, secretNameFault } from './secret-name';

const file = join(process.env['VECTORS_DIR'] ?? '../shared/vectors', 'own/env_name_cases.json');
const cases: { valid: string[]; invalid: string[] } | null = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as { valid: string[]; invalid: string[] })
  : null;
if (!cases) process.stderr.write('vectors not found, skipped\n');

describe('names of secrets', () => {
  it.skipIf(!cases)('accepts and refuses exactly the listed cases', () => {
    expect(cases!.valid.filter((name) => secretNameFault(name) !== null)).toEqual([]);
    expect(cases!.invalid.filter((name) => secretNameFault(name) === null)).toEqual([]);
  });

  it.each([
    ['LD_PRELOAD', 'dangerous'],
    ['node_options', 'dangerous'],
    ['Path', 'dangerous'],
    ['DYLD_INSERT_LIBRARIES', 'dangerous'],
    ['npm_config_script_shell', 'dangerous'],
    ['__proto__', 'prototype'],
    ['hasOwnProperty', 'prototype'],
    ['A=B', 'pattern'],
    ['A\nB', 'pattern'],
    ['A\0B', 'pattern'],
    ['D\u0410TABASE_URL', 'pattern'],
    ['', 'empty'],
    ['X'.repeat(129), 'too_long'],
  ])('refuses %j as %s', (name, fault) => {
    expect(secretNameFault(name)).toBe(fault);
  });

  it.each(['HTTP_PROXY', 'GIT_TOKEN', 'NPM_TOKEN', 'X'.repeat(128)])('allows %s', (name) => {
    expect(secretNameFault(name)).toBeNull();
  });

  it('names the field, a code and a remedy, and never quotes the name', () => {
    try {
      checkSecretName('canary name');
      expect.unreachable();
    } catch (error) {
      const refusal = error as KeystowError;
      expect(refusal).toMatchObject({ code: 'rule_broken', status: 422 });
      expect(refusal.extras.issues).toEqual([
        expect.objectContaining({ pointer: '/key', code: 'name_pattern' }),
      ]);
      expect(JSON.stringify(refusal.extras)).not.toContain('canary');
    }
  });
});
