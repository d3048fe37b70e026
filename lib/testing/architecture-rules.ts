// The rooms of the program and who may import whom, as data. Anything that is not listed fails.

/** Longest prefix wins. `tools` may import anything and are imported by tests and tools only. */
export const ROOM_OF_PATH = {
  'app/': 'app',
  'proxy.ts': 'app',
  'instrumentation.ts': 'app',
  'components/': 'components',
  'components/ui/': 'components/ui',
  'lib/env.ts': 'env',
  'lib/env/': 'env',
  'lib/domain/': 'domain',
  'lib/crypto/': 'crypto',
  'lib/contracts/': 'contracts',
  'lib/db/': 'db',
  'lib/backends/': 'backends',
  'lib/services/': 'services',
  'lib/auth/': 'auth',
  'lib/api/': 'api',
  'lib/actions/': 'actions',
  'lib/client/': 'client',
  'lib/cli/': 'cli',
  'lib/cli/local/': 'cli/local',
  'lib/testing/': 'tools',
  'scripts/': 'tools',
  'bench/': 'tools',
  'prisma/': 'tools',
  'e2e/': 'tools',
} as const;

export type Room = (typeof ROOM_OF_PATH)[keyof typeof ROOM_OF_PATH];

/** Folders and root files that hold code. Configuration files at the root count as tools. */
export const CHECKED = [
  'app',
  'components',
  'lib',
  'prisma',
  'e2e',
  'scripts',
  'bench',
  'proxy.ts',
  'instrumentation.ts',
] as const;

/** Made by a program from the schema, and not ours to arrange. */
export const GENERATED = 'lib/db/generated/';

/** A room may always import itself; `components/ui` is a room of its own. */
export const MAY_IMPORT: Record<Exclude<Room, 'tools'>, readonly Room[]> = {
  app: [
    'components',
    'components/ui',
    'actions',
    'auth',
    'services',
    'contracts',
    'client',
    'env',
    'api',
  ],
  components: ['components/ui', 'client', 'contracts', 'domain'],
  'components/ui': ['contracts'],
  actions: ['services', 'contracts', 'auth', 'domain'],
  api: ['services', 'contracts', 'auth', 'domain'],
  client: ['contracts', 'domain'],
  cli: ['cli/local', 'client', 'contracts', 'crypto', 'domain', 'env'],
  'cli/local': ['cli', 'client', 'contracts', 'crypto', 'domain', 'env', 'services', 'db'],
  auth: ['services', 'db', 'domain', 'crypto', 'env'],
  services: ['domain', 'contracts', 'crypto', 'backends', 'db', 'env'],
  backends: ['domain', 'env'],
  db: ['domain', 'crypto', 'env'],
  contracts: ['domain'],
  crypto: ['domain'],
  domain: [],
  env: [],
};

/** Edges of the table that hold with a condition. */
export const TYPES_ONLY: readonly { from: Room; to: Room }[] = [{ from: 'db', to: 'crypto' }];
export const MOUNTED_ONLY_IN: readonly { room: Room; folder: string }[] = [
  { room: 'api', folder: 'app/api/v1/[[...route]]/' },
];

interface PackageRule {
  readonly packages: RegExp;
  readonly rooms: readonly Room[];
  readonly why: string;
}

/** Packages that only these rooms (and tools) may import. */
export const PACKAGE_ONLY_IN: readonly PackageRule[] = [
  {
    packages: /^(@prisma\/|prisma($|\/)|pg($|[-/])|@electric-sql\/)/,
    rooms: ['db'],
    why: 'only lib/db speaks to the database',
  },
];

/** Packages that these rooms may not import. */
export const PACKAGE_NOT_IN: readonly PackageRule[] = [
  {
    packages: /^(next|react|react-dom)($|[-/])/,
    rooms: ['domain', 'crypto', 'contracts', 'db', 'services', 'backends', 'env', 'api'],
    why: 'identity, cookies and rendering stay outside of the rules',
  },
  {
    packages:
      /^node:(fs|fs\/promises|net|tls|http|https|http2|child_process|cluster|worker_threads)$/,
    rooms: ['domain', 'crypto', 'contracts', 'client', 'components', 'components/ui'],
    why: 'this room is pure: no files, no network, no processes',
  },
  {
    packages: /^(node:)?module$/,
    rooms: Object.keys(MAY_IMPORT) as Room[],
    why: 'a loader of its own would escape this test',
  },
];

/** Rooms that must never reach a browser: each file imports `server-only`. */
export const SERVER_ONLY_ROOMS: readonly Room[] = ['db', 'services', 'auth', 'api', 'actions'];

/** Functions that hand out a proof, with the files that may take it from their home. */
export const GUARDED_NAMES: readonly {
  readonly name: string;
  readonly home: string;
  readonly usedBy: readonly string[];
}[] = [
  {
    name: 'runTransaction',
    home: 'lib/db/connection/transaction.ts',
    usedBy: [
      'lib/services/recorded.ts',
      'lib/services/bookkeeping.ts',
      'lib/services/keys/',
      'lib/services/audit/append-pending.ts',
    ],
  },
  {
    name: 'mintAuthorizedScope',
    home: 'lib/domain/authorized-scope.ts',
    usedBy: ['lib/services/access/authorize.ts'],
  },
];

/** Branded types, and where alone a value may be asserted to be one. */
export const BRANDS: Readonly<Record<string, string>> = {
  Sealed: 'lib/crypto/',
  Tx: 'lib/db/connection/transaction.ts',
  AuthorizedScope: 'lib/domain/authorized-scope.ts',
};

/** Methods of the Prisma client that only these paths may name. */
export const CLIENT_METHODS: Readonly<Record<string, string>> = {
  $transaction: 'lib/db/',
  $queryRaw: 'lib/db/',
  $executeRaw: 'lib/db/',
  $queryRawUnsafe: 'lib/db/',
  $executeRawUnsafe: 'lib/db/',
};

/** Writes that are no events, by the function of lib/db that makes them, and the table they touch. */
export const BOOKKEEPING_WRITES: Readonly<Record<string, string>> = {
  touchSession: 'session',
  touchToken: 'token',
  countAttempts: 'throttle',
  forgiveAttempts: 'throttle',
  sweepThrottles: 'throttle',
  openBudgets: 'match_budget',
  spendBudgets: 'match_budget',
  spendTrial: 'match_budget',
  insertNode: 'node',
  beatNode: 'node',
  deleteNode: 'node',
  insertCheckpoint: 'audit_checkpoint',
  claimDuePosts: 'checkpoint_webhook',
  beatWorker: 'worker',
  noteArrival: 'delivery',
  claimDueChecks: 'secret',
  noteChecks: 'secret',
  noteSightings: 'managed_secret_sighting',
  takePlaceLease: 'place_lease',
  leavePlaceLease: 'place_lease',
  noteFirstVersions: 'secret_version',
  claimTransfer: 'transfer',
  renewLease: 'transfer',
  leaveLease: 'transfer',
  sweepPlans: 'transfer',
  beginItems: 'transfer_item',
  noteItem: 'transfer_item',
  claimDueBackup: 'backup_policy',
  noteBackupFailure: 'backup_policy',
  dropEndedReminders: 'reminder',
  dropReminders: 'reminder',
  claimDueReminders: 'reminder',
  claimDueMail: 'reminder',
  markSent: 'reminder',
  markNotSent: 'reminder',
  noteHookPost: 'reminder_hook',
};

/** `process.env` is read under these paths by `lib/env.ts` alone. */
export const ENVIRONMENT_READER = 'lib/env.ts';
/** Not environment but a constant that the build puts in, and drops dead code by. */
export const BUILD_CONSTANTS: readonly string[] = ['NEXT_RUNTIME'];

export const FORBIDDEN_NAMES: readonly string[] = ['utils', 'helpers', 'common', 'types', 'index'];
export const LINES_MAX = 250;
/** Tests hold tables of cases. */
export const TEST_LINES_MAX = 400;
