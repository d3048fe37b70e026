// A statement that takes BEGIN or COMMIT along: one question to the server in place of two.

import pg from 'pg';
import 'server-only';

const BEGIN = { name: 'keystow-begin', text: 'BEGIN' };
const COMMIT = { name: 'keystow-commit', text: 'COMMIT' };

type Bound = typeof BEGIN | typeof COMMIT;

/** Connections that know a bound by its name: only then it goes along without being parsed. */
const known = new Map<Bound, WeakSet<pg.ClientBase>>([
  [BEGIN, new WeakSet()],
  [COMMIT, new WeakSet()],
]);

/** Begins a transaction with its first statement, which is not run where that fails. */
export async function beginWith<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  statement: pg.QueryConfig,
): Promise<pg.QueryResult<Row>> {
  if (goesAlong(client, statement, BEGIN)) return bounded<Row>(client, statement, BEGIN);
  await alone(client, BEGIN);
  return client.query<Row>(statement);
}

/**
 * Commits, with a last statement or without one. When the statement fails nothing is committed: the
 * server skips what follows an error up to the next Sync. Throws also where it rolled back instead.
 */
export async function commitWith(
  client: pg.ClientBase,
  statement: pg.QueryConfig | null,
): Promise<void> {
  if (statement && goesAlong(client, statement, COMMIT)) {
    await bounded(client, statement, COMMIT);
    return;
  }
  if (statement) await client.query(statement);
  const { command } = await alone(client, COMMIT);
  if (command !== COMMIT.text) throw rolledBack();
}

/** Only what `pg` sends by the extended protocol has room for another one before its Sync. */
function goesAlong(client: pg.ClientBase, { name, values }: pg.QueryConfig, bound: Bound): boolean {
  const isExtended = name !== undefined || (values?.length ?? 0) > 0;
  return isExtended && known.get(bound)!.has(client);
}

async function alone(client: pg.ClientBase, bound: Bound): Promise<pg.QueryResult> {
  const result = await client.query(bound);
  known.get(bound)!.add(client);
  return result;
}

/** A query of `pg`, with what its types leave out: it is told of each statement that is done. */
interface Query {
  submit(connection: pg.Connection): void;
  handleCommandComplete(message: { readonly text: string }, connection: pg.Connection): void;
}

function bounded<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  statement: pg.QueryConfig,
  bound: Bound,
): Promise<pg.QueryResult<Row>> {
  return new Promise((resolve, reject) => {
    let tag: string | null = null;
    const query: Query = new pg.Query({ ...statement }, (error: unknown, result: unknown) => {
      if (error) reject(error);
      else if (tag === bound.text) resolve(result as pg.QueryResult<Row>);
      else reject(rolledBack());
    }) as never;
    const { submit, handleCommandComplete } = query;
    query.submit = (connection) => {
      connection.stream.cork();
      try {
        if (bound === BEGIN) execute(connection, BEGIN);
        const whole = bound === BEGIN ? connection : beforeSync(connection, COMMIT);
        return submit.call(query, whole);
      } finally {
        connection.stream.uncork();
      }
    };
    query.handleCommandComplete = (message, connection) => {
      if (TAGS.has(message.text)) tag = message.text;
      else handleCommandComplete.call(query, message, connection);
    };
    client.query(query);
  });
}

/** How the server answers what begins and ends transactions. */
const TAGS = new Set(['BEGIN', 'COMMIT', 'ROLLBACK']);

function execute(connection: pg.Connection, { name }: Bound): void {
  connection.bind({ statement: name }, true);
  connection.execute({}, true);
}

function beforeSync(connection: pg.Connection, bound: Bound): pg.Connection {
  const sync = () => {
    execute(connection, bound);
    connection.sync();
  };
  return Object.create(connection, { sync: { value: sync } }) as pg.Connection;
}

function rolledBack(): Error {
  return new Error('The transaction was not committed: the server rolled it back.');
}
