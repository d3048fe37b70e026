// Why a database cannot be used as it is, and what the operator does about it.

import 'server-only';

export type DatabaseRefusalCode =
  | 'url_malformed'
  | 'folder_unusable'
  | 'folder_in_use'
  | 'sign_in_refused'
  | 'server_unsuitable'
  | 'foreign_tables'
  | 'not_empty'
  | 'console_running'
  | 'newer_database'
  | 'older_database'
  | 'not_set_up'
  | 'changed_migration'
  | 'failed_migration'
  | 'migration_busy';

/** The program must not go on with this database. `message` is the problem followed by the remedy. */
export class DatabaseRefusal extends Error {
  readonly code: DatabaseRefusalCode;
  readonly problem: string;
  readonly remedy: string;

  constructor(code: DatabaseRefusalCode, problem: string, remedy: string, cause?: unknown) {
    super(`${problem} ${remedy}`, cause === undefined ? undefined : { cause });
    this.name = 'DatabaseRefusal';
    this.code = code;
    this.problem = problem;
    this.remedy = remedy;
  }
}
