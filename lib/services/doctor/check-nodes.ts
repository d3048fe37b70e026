// Do all running nodes have the same keys, and will they after their next start?

import 'server-only';
import type { KeyOverview } from '@/lib/contracts/keys';
import { ok, problem, warning, type DoctorCheck } from '@/lib/domain/doctor-check';

type Facts = Pick<KeyOverview, 'masterKeys' | 'nodes'>;

export function checkNodes({ nodes, masterKeys }: Facts): DoctorCheck {
  const id = 'nodes';
  if (nodes.length === 0) return ok(id, 'none runs');
  const active = masterKeys.find((key) => key.state === 'active')?.fingerprint ?? null;
  const name = ({ host, pid }: (typeof nodes)[number]) => `${host} (process ${pid})`;
  const apart = nodes.filter((node) => node.fingerprint !== active);
  if (apart.length > 0) {
    return problem(
      id,
      `run on another master key than ${active ?? 'none'}: ${apart.map(name).join(', ')}`,
      'Give these nodes the key in force, and restart them.',
    );
  }
  const next = nodes.filter((node) => node.sourceFingerprint !== active);
  if (next.length === 0) return ok(id, `${nodes.length} running, all on the same master key`);
  return warning(
    id,
    `will find another master key at their next start, or none: ${next.map(name).join(', ')}`,
    'Put the key in force where these nodes read it from.',
  );
}
