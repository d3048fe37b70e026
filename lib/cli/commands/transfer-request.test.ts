import { describe, expect, it } from 'vitest';
import { transferRequest } from './transfer-request';
import type { RequestOptions } from './transfer-request';

describe('the options of a transfer', () => {
  it('ask for the mode that their ends and --by or --move mean', () => {
    const modes: [RequestOptions, object][] = [
      [
        { from: 'mounted', to: 'local', by: 'reference' },
        { mode: 'refer', from: 'mounted' },
      ],
      [
        { from: 'mounted', to: 'local', by: 'value' },
        { mode: 'import', from: 'mounted' },
      ],
      [
        { from: 'local', to: 'vault' },
        { mode: 'copy', to: 'vault' },
      ],
      [
        { from: 'aws', to: 'vault' },
        { mode: 'copy', from: 'aws', to: 'vault' },
      ],
      [
        { from: 'aws', to: 'local', move: true },
        { mode: 'move', from: 'aws' },
      ],
      [
        { from: 'local', to: 'vault', move: true, removeSource: true, prefix: ['STRIPE_', 'DB_*'] },
        { mode: 'move', to: 'vault', removeSource: true, only: ['STRIPE_*', 'DB_*'] },
      ],
      [
        { from: 'v', to: 'local', by: 'value', objects: 'names', name: ['a/b?key=c=NAME'] },
        {
          ...{ mode: 'import', from: 'v', objects: 'names' },
          names: [{ reference: 'a/b?key=c', name: 'NAME' }],
        },
      ],
    ];
    for (const [options, body] of modes) expect(transferRequest(options)).toEqual(body);
  });

  it('name the option that is wrong, and what to give', () => {
    const refusals: [RequestOptions, RegExp][] = [
      [{ from: 'mounted' }, /--from and --to: each the slug/],
      [{ from: 'local', to: 'local' }, /--to: the values are at local already/],
      [{ from: 'mounted', to: 'local' }, /--by: say how mounted comes here/],
      [{ from: 'local', to: 'vault', by: 'value' }, /--by: only what is imported/],
      [{ from: 'local', to: 'vault', objects: 'names' }, /--objects, --name: .*Leave both out/],
      [{ from: 'local', to: 'vault', removeSource: true }, /--remove-source: .*Add --move/],
      [{ from: 'local', to: 'vault', prefix: ['a b'] }, /--prefix: give how paths or names begin/],
      [{ from: 'm', to: 'local', by: 'value', name: ['KEY'] }, /--name: give REFERENCE=NAME/],
    ];
    for (const [options, reason] of refusals) {
      expect(() => transferRequest(options)).toThrow(reason);
    }
  });
});
