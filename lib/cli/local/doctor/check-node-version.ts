// Is this Node.js one that Keystow runs on?

import { ok, problem, type DoctorCheck } from '@/lib/domain/doctor-check';

/** As `engines` of package.json says. */
const MIN = [20, 19] as const;

export function checkNodeVersion(version: string = process.versions.node): DoctorCheck {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > MIN[0] || (major === MIN[0] && minor >= MIN[1])) {
    return ok('node_version', `Node.js ${version}`);
  }
  return problem(
    'node_version',
    `Node.js ${version} is too old`,
    `Install Node.js ${MIN.join('.')} or later.`,
  );
}
