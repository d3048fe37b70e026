import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Plaintext } from '@/lib/domain/plaintext';
import { findPython } from '@/lib/testing/backends/python';
import { type FernetKeys, openFernet, rotateFernet, sealFernet } from './fernet';
import { newFernetKeyText, readFernetKey } from './fernet-key';
import { deriveInstanceKey } from './instance-keys';

// The `cryptography` library, which most Fernet tokens in the world were made with.

const python = await findPython();
if ('reason' in python) process.stderr.write(`Fernet not tried with Python: ${python.reason}\n`);

const PROGRAM = `
import base64, hashlib, json, sys
from cryptography.fernet import Fernet, MultiFernet
given = json.loads(sys.argv[1])
fernet = MultiFernet([Fernet(key) for key in given["keys"]])
print(json.dumps({
    "opened": [fernet.decrypt(token).hex() for token in given["open"]],
    "sealed": [fernet.encrypt(bytes.fromhex(value)).decode() for value in given["seal"]],
    "derived": base64.urlsafe_b64encode(hashlib.sha256(given["secret"].encode()).digest()).decode(),
}))
`;

interface Given {
  readonly keys: readonly string[];
  readonly open?: readonly string[];
  readonly seal?: readonly string[];
  readonly secret?: string;
}

async function askPython(given: Given) {
  if ('reason' in python) throw new Error(python.reason);
  const text = JSON.stringify({ open: [], seal: [], secret: '', ...given });
  const { stdout } = await promisify(execFile)(python.path, ['-c', PROGRAM, text]);
  return JSON.parse(stdout) as { opened: string[]; sealed: string[]; derived: string };
}

const hex = (plaintext: Plaintext) => plaintext.use((bytes) => Buffer.from(bytes).toString('hex'));
const VALUES = ['', 'x', 'sixteen letters!', 'postgresql://app:geheim-ü@db.example.org/orders']
  .map((text) => Buffer.from(text).toString('hex'))
  .concat('00ff80'.repeat(700));
const plain = (value: string) => Plaintext.fromBytes(Uint8Array.from(Buffer.from(value, 'hex')));

describe.skipIf('reason' in python)("Fernet and Python's cryptography", () => {
  const [first, second] = [newFernetKeyText(), newFernetKeyText()];
  const keys: FernetKeys = [readFernetKey(first)!, readFernetKey(second)!];

  it('each opens what the other sealed, under one of several keys', async () => {
    const old = VALUES.map((value) => sealFernet([keys[1]!], plain(value)));
    const ours = [...old, ...old.map((token) => rotateFernet(keys, token))];
    const theirs = await askPython({ keys: [first, second], open: ours, seal: VALUES });
    expect(theirs.opened).toEqual([...VALUES, ...VALUES]);
    expect(theirs.sealed.map((token) => hex(openFernet(keys, token)))).toEqual(VALUES);
  });

  it('the key that SECRET_KEY gives is the same there', async () => {
    const secret = 'ein geheimer Schlüssel, lang genug';
    const { derived } = await askPython({ keys: [first], secret });
    const { sealed } = await askPython({ keys: [derived], seal: VALUES });
    const ours: FernetKeys = [deriveInstanceKey(secret)];
    expect(sealed.map((token) => hex(openFernet(ours, token)))).toEqual(VALUES);
  });
});
