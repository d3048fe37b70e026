// Requests that Next itself would answer with a blank 500: refused before it, as problem details
// (RFC 9457), each with a request id.

import { randomUUID } from 'node:crypto';

/** What Next can take. TRACE and CONNECT have no meaning here (RFC 9110, section 9.3.8). */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Answers true when the request was refused.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export function refuseEarly(request, response) {
  if (!METHODS.includes(request.method ?? '')) {
    response.setHeader('Allow', METHODS.join(', '));
    refuse(response, 405, 'method_not_allowed', 'This path does not take that method');
    return true;
  }
  if (isDecodable(request.url ?? '/')) return false;
  refuse(response, 400, 'malformed_request', 'The address has a broken percent-escape');
  return true;
}

function isDecodable(url) {
  try {
    decodeURIComponent(url.split('?', 1)[0]);
    return true;
  } catch {
    return false;
  }
}

function refuse(response, status, code, title) {
  const requestId = randomUUID();
  const body = { type: 'about:blank', title, status, code, detail: title, requestId };
  response.writeHead(status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'x-request-id': requestId,
  });
  response.end(JSON.stringify(body));
}
