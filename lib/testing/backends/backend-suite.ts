// What every external backend guarantees, run against each with a server or folder of its own.

import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Backend } from '@/lib/backends/backend';
import type { ExternalBackend } from '@/lib/domain/backend';
import { parseReference } from '@/lib/domain/backend-reference';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeBackendFaults, type NetworkHarness } from './backend-faults-suite';
import { type Taken, gone, taken, takenAll } from './taken';

/** One kind of backend as a test sees it. Its functions are called within tests and hooks alone. */
export interface BackendHarness {
  readonly kind: ExternalBackend;
  /** Another one each time; the suite closes it. */
  open(): Promise<Backend>;
  /** Keeps a new version there, behind the backend's back; of a Vault in its one field. */
  keep(path: string, value: string): Promise<void>;
  /** The same, with these members or fields; left out where a reference has no key. */
  readonly keepMembers?: (path: string, members: Readonly<Record<string, string>>) => Promise<void>;
  /** Whether it has versions, and one can be asked for. */
  readonly versions: boolean;
  /** Has the backend rotate what is there every 30 days; left out where it cannot. */
  readonly rotate?: (path: string) => Promise<void>;
  /** So many secrets take more than one page. */
  readonly pages?: number;
  /** Where it is asked over a network. */
  readonly network?: NetworkHarness;
}

/** Has letters of more than one byte, quotes and a line's end. */
const VALUE = 'pä"ss\\wörd\n☃ 🗝';

export function describeBackend(name: string, harness: BackendHarness): void {
  describe(`${name}, as any backend`, () => {
    let backend: Backend;
    beforeEach(async () => {
      backend = await harness.open();
    });
    afterEach(() => backend.close());
    const stop = new AbortController().signal;
    const reference = (text: string) => parseReference(harness.kind, text);
    const get = (text: string): Promise<Taken> => taken(backend, reference(text));
    /** No other test keeps anything there. */
    const freshPath = () => `T${randomBytes(6).toString('hex').toUpperCase()}`;

    it('gives a value byte for byte', async () => {
      const path = freshPath();
      await harness.keep(path, VALUE);
      expect(await get(path)).toMatchObject({ ok: true, text: VALUE });
    });

    it('gives what is newest at each question', async () => {
      const path = freshPath();
      await harness.keep(path, 'first');
      const first = await get(path);
      await harness.keep(path, 'second');
      const second = await get(path);
      expect([first, second]).toMatchObject([{ text: 'first' }, { text: 'second' }]);
      expect(first.version === second.version).toBe(!harness.versions);
    });

    it('says that nothing is there', async () => {
      expect(await get(freshPath())).toMatchObject({ ok: false, fault: { code: 'absent' } });
      await expect(backend.describe(reference(freshPath()), stop)).rejects.toMatchObject(gone);
    });

    it('gives many in their order, and one that is absent is absent alone', async () => {
      const prefix = freshPath();
      const paths = Array.from({ length: 25 }, (_, index) => `${prefix}_${index}`);
      await Promise.all(
        paths.filter((path) => path !== paths[11]).map((path) => harness.keep(path, `at ${path}`)),
      );
      const outcomes = await takenAll(backend, paths.map(reference));
      expect(outcomes.map(({ text, fault }) => text ?? fault?.code)).toEqual(
        paths.map((path, index) => (index === 11 ? 'absent' : `at ${path}`)),
      );
    });

    it('gives the same place as often as it is asked for', async () => {
      const path = freshPath();
      await harness.keep(path, 'once');
      const outcomes = await takenAll(backend, [path, path, path].map(reference));
      expect(outcomes.map(({ text }) => text)).toEqual(['once', 'once', 'once']);
      expect(await takenAll(backend, [])).toEqual([]);
    });

    it('describes a value without giving it', async () => {
      const path = freshPath();
      await harness.keep(path, VALUE);
      const described = await backend.describe(reference(path), stop);
      expect(described.version).toBe((await get(path)).version);
      expect(Math.abs(Date.now() - (described.at?.getTime() ?? 0))).toBeLessThan(60_000);
      expect(described.schedule).toBeNull();
    });

    it('finds nothing wrong in a test of a connection that works', async () => {
      const steps = await backend.test(stop);
      expect(steps.length).toBeGreaterThan(0);
      expect(steps.filter(({ ok }) => ok === false)).toEqual([]);
    });

    it.runIf(harness.keepMembers)('gives a member, and says which one is absent', async () => {
      const path = freshPath();
      await harness.keepMembers!(path, { user: 'ann', 'pass word': VALUE });
      expect(await get(`${path}?key=pass%20word`)).toMatchObject({ ok: true, text: VALUE });
      expect(await get(`${path}?key=port`)).toMatchObject({ ok: false, fault: { code: 'absent' } });
      expect(await get(`${path}?key=toString`)).toMatchObject({ fault: { code: 'absent' } });
    });

    it.runIf(harness.versions)('stays at the version that is asked for', async () => {
      const path = freshPath();
      await harness.keep(path, 'first');
      const { version } = await get(path);
      await harness.keep(path, 'second');
      const fixed = `${path}?version=${version}`;
      expect(await get(fixed)).toMatchObject({ text: 'first', version });
      expect(await backend.describe(reference(fixed), stop)).toMatchObject({ version });
    });

    it.runIf(harness.rotate)('tells when the backend itself rotates', async () => {
      const path = freshPath();
      await harness.keep(path, VALUE);
      await harness.rotate!(path);
      const { schedule } = await backend.describe(reference(path), stop);
      expect(schedule).toMatchObject({ enabled: true, everyDays: 30 });
      expect(Date.parse(schedule?.nextAt ?? '')).toBeGreaterThan(Date.now());
    });

    it.runIf(harness.pages)('lists all names, page by page', async () => {
      const prefix = freshPath();
      const paths = Array.from({ length: harness.pages! }, (_, index) => `${prefix}_${index}`);
      for (const path of paths) await harness.keep(path, 'x');
      const found: string[] = [];
      let pages = 0;
      for (let after: string | null = null; after !== null || pages === 0; pages += 1) {
        const page = await backend.list!(after, stop);
        found.push(...page.items.map((item) => parseReference(harness.kind, item.reference).path));
        after = page.next;
      }
      const mine = found
        .map((one) => one.split('/').at(-1)!)
        .filter((one) => one.startsWith(prefix));
      expect(mine.toSorted()).toEqual(paths.toSorted());
      expect(pages).toBeGreaterThan(1);
    });

    describe.runIf(harness.network?.writes)('where it may write', () => {
      const put = (text: string, value: string) =>
        backend.put!(reference(text), Plaintext.fromText(value), stop);

      it('makes what is absent, and a new version of what is there', async () => {
        const path = freshPath();
        const made = await put(path, 'first');
        expect(await get(path)).toMatchObject({ text: 'first', version: made.version });
        const changed = await put(path, VALUE);
        expect(changed.version).not.toBe(made.version);
        expect(await get(path)).toMatchObject({ text: VALUE, version: changed.version });
      });

      it('changes one member, and leaves the others', async () => {
        const path = freshPath();
        await put(`${path}?key=user`, 'ann');
        await put(`${path}?key=password`, 'old');
        await put(`${path}?key=password`, VALUE);
        const keys = ['user', 'password'].map((key) => reference(`${path}?key=${key}`));
        expect((await takenAll(backend, keys)).map(({ text }) => text)).toEqual(['ann', VALUE]);
      });

      it('removes a member alone, and all at once', async () => {
        const path = freshPath();
        await harness.keepMembers!(path, { user: 'ann', password: 'old' });
        await backend.remove!(reference(`${path}?key=password`), stop);
        expect(await get(`${path}?key=password`)).toMatchObject({ fault: { code: 'absent' } });
        expect(await get(`${path}?key=user`)).toMatchObject({ text: 'ann' });
        await backend.remove!(reference(path), stop);
        expect(await get(`${path}?key=user`)).toMatchObject({ fault: { code: 'absent' } });
        await expect(backend.remove!(reference(freshPath()), stop)).rejects.toMatchObject(gone);
      });

      it('keeps bytes that are no text', async () => {
        if (harness.kind === 'vault') return;
        const path = freshPath();
        const bytes = randomBytes(64);
        bytes[0] = 0xff;
        await backend.put!(reference(path), Plaintext.fromBytes(Uint8Array.from(bytes)), stop);
        expect((await get(path)).hex).toBe(bytes.toString('hex'));
      });
    });

    if (harness.network) describeBackendFaults(harness.network, reference, harness.keep, freshPath);
  });
}
