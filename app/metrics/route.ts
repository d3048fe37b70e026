import { readMetrics } from '@/lib/services/health/read-metrics';
import { currentInstallation } from '@/lib/services/installation';

export const dynamic = 'force-dynamic';

const NO_STORE = { 'cache-control': 'no-store' };

/** For Prometheus, which sends METRICS_TOKEN as its bearer token. Without one there is nothing here. */
export async function GET(request: Request): Promise<Response> {
  const answer = await readMetrics(currentInstallation, request.headers.get('authorization'));
  if (answer === 'closed') return new Response('Not found\n', { status: 404, headers: NO_STORE });
  if (answer === 'refused') {
    const headers = { ...NO_STORE, 'www-authenticate': 'Bearer' };
    return new Response('Send METRICS_TOKEN as the bearer token.\n', { status: 401, headers });
  }
  return new Response(answer.text, {
    headers: { ...NO_STORE, 'content-type': answer.contentType },
  });
}
