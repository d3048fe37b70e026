// A process with the embedded database of its argument open, to be killed at any moment.

import { openDatabase } from '@/lib/db/connection/database';
import { migrate } from '@/lib/db/migration/migrate';
import { runTransaction } from '@/lib/db/connection/transaction';

const [dataDir = '', task, migrations] = process.argv.slice(2);
const db = await openDatabase({ dataDir });

if (task === 'migrate') {
  process.stdout.write('migrating\n');
  await migrate(db, migrations);
} else {
  await db.pool.query('create table if not exists acknowledged (number int primary key)');
  const [last] = await db.prisma.$queryRaw<[{ number: number }]>`
    select coalesce(max(number), 0) as number from acknowledged`;
  for (let number = last.number + 1; ; number += 1) {
    await runTransaction(db, (tx) => tx.$executeRaw`insert into acknowledged values (${number})`);
    process.stdout.write(`${number}\n`);
  }
}
