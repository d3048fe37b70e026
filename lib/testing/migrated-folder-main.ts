// Prints where the migrated embedded database is that others copy, for those who cannot load server modules.

import { migratedFolder } from './embedded-template';

process.stdout.write(await migratedFolder());
