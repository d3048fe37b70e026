// From the options of `keystow secrets transfer` to the plan that is asked for.

import type { PlanTransferInput } from '@/lib/contracts/transfer';
import { REFERENCE_GLOB } from '@/lib/domain/backend-reference';
import { LISTING_MODES } from '@/lib/domain/transfer';
import type { ObjectChoice, TransferMode } from '@/lib/domain/transfer';
import { RequestRefused } from '@/lib/client/request-refused';
import { CommandRefused, UsageRefused } from '../command-refused';

export interface RequestOptions {
  readonly from?: string;
  readonly to?: string;
  readonly by?: 'reference' | 'value';
  readonly prefix?: readonly string[];
  readonly objects?: ObjectChoice;
  readonly name?: readonly string[];
  readonly move?: boolean;
  readonly removeSource?: boolean;
}

/** Stands for what is sealed in the console. */
export const LOCAL = 'local';

/** Throws UsageRefused, with the option and what to give, for what does not go together. */
export function transferRequest(options: RequestOptions): PlanTransferInput {
  const { from, to, by, objects } = options;
  if (from === undefined || to === undefined) {
    throw new UsageRefused(
      'Give --from and --to: each the slug of a connector, or local for what is sealed in the console.',
    );
  }
  if (from === to) {
    throw new UsageRefused(`--to: the values are at ${to} already. Name another place.`);
  }
  const mode = modeOf(options, from, to);
  const isListing = LISTING_MODES.some((one) => one === mode);
  if (!isListing && by !== undefined) {
    throw new UsageRefused(
      '--by: only what is imported from a connector with --to local takes it.',
    );
  }
  if (!isListing && (objects !== undefined || options.name !== undefined)) {
    throw new UsageRefused(
      '--objects, --name: secrets that are copied or moved keep their names. Leave both out.',
    );
  }
  if (options.removeSource && !options.move) {
    throw new UsageRefused('--remove-source: only what is moved is deleted there. Add --move.');
  }
  const only = globsOf(options.prefix);
  const names = namesOf(options.name);
  return {
    mode,
    ...(from === LOCAL ? {} : { from }),
    ...(to === LOCAL ? {} : { to }),
    ...(only.length > 0 ? { only } : {}),
    ...(names.length > 0 ? { names } : {}),
    ...(objects === undefined ? {} : { objects }),
    ...(options.removeSource ? { removeSource: true } : {}),
  };
}

function modeOf({ by, move }: RequestOptions, from: string, to: string): TransferMode {
  if (move) return 'move';
  if (to !== LOCAL) return 'copy';
  if (by === 'reference') return 'refer';
  if (by === 'value') return 'import';
  throw new UsageRefused(
    `--by: say how ${from} comes here. reference: secrets refer to it and nothing is copied; value: its values are sealed here.`,
  );
}

function globsOf(prefixes: readonly string[] = []): string[] {
  return prefixes.map((prefix) => {
    const glob = prefix.endsWith('*') ? prefix : `${prefix}*`;
    if (REFERENCE_GLOB.test(glob)) return glob;
    throw new UsageRefused(
      '--prefix: give how paths or names begin, such as billing/ or STRIPE_; letters, digits and /+=.@!~:_- are taken.',
    );
  });
}

function namesOf(given: readonly string[] = []) {
  return given.map((text) => {
    // A reference may hold = itself, a name never does.
    const cut = text.lastIndexOf('=');
    if (cut < 1 || cut === text.length - 1) {
      throw new UsageRefused(
        '--name: give REFERENCE=NAME, with a reference as the plan prints it.',
      );
    }
    return { reference: text.slice(0, cut), name: text.slice(cut + 1) };
  });
}

const OPTION_OF: Readonly<Record<string, string>> = {
  from: '--from',
  to: '--to',
  only: '--prefix',
  names: '--name',
  objects: '--objects',
  removeSource: '--remove-source',
};

/** What the console refuses of a field is refused of its option. Throws always. */
export function optionNamed(error: unknown): never {
  const issue = error instanceof RequestRefused ? error.issues[0] : undefined;
  const option = OPTION_OF[issue?.pointer.split('/')[1] ?? ''];
  if (!(error instanceof RequestRefused) || !issue || !option) throw error;
  throw new CommandRefused(error.code, `${option}: ${issue.message}`);
}
