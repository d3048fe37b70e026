import { expect, it } from 'vitest';
import { samplePromotedItem, sampleRun, sampleRunItem } from '@/lib/testing/sample-run';
import { stagingCommands, verifyCommands } from './step-commands';

it('names the rotation and the secret as keystow verify takes them, and nothing without a value', () => {
  const run = sampleRun({ items: [samplePromotedItem(), sampleRunItem({ key: 'NOT_YET' })] });
  expect(verifyCommands(run, 'new')).toEqual([
    'keystow verify --run rot_1 --key STRIPE_KEY -- CMD',
  ]);
  expect(verifyCommands(run, 'old')).toEqual([
    'keystow verify --run rot_1 --key STRIPE_KEY --old -- CMD',
  ]);
  expect(stagingCommands(run)).toBe(
    'keystow run --app APP --stage -- CMD\nkeystow verify --run rot_1 --key STRIPE_KEY -- CMD',
  );
});

it('says whose a secret is where two of one rotation have its name, though one is left out', () => {
  const other = { kind: 'team', id: 'team_2', path: 'billing' } as const;
  const items = [samplePromotedItem(), samplePromotedItem({ id: 'sec_2', scope: other })];
  const run = sampleRun({ items });
  expect(verifyCommands(run, 'old', items.slice(1))).toEqual([
    'keystow verify --run rot_1 --key STRIPE_KEY --scope billing --old -- CMD',
  ]);
});
