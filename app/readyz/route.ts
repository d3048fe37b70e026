import { checkReadiness } from '@/lib/services/health/check-readiness';
import { currentInstallation } from '@/lib/services/installation';

export const dynamic = 'force-dynamic';

/** Whether this console can serve; load balancers ask it, without a session. */
export async function GET(): Promise<Response> {
  const readiness = await checkReadiness(currentInstallation);
  const status = readiness.status === 'ready' ? 200 : 503;
  return Response.json(readiness, { status, headers: { 'cache-control': 'no-store' } });
}
