// A request to the console that was refused or not answered, as the browser and the CLI see it.

import type { FieldIssue } from '@/lib/domain/errors';

/** `code` is the stable code of the problem; `unreachable` where the console did not answer as itself. */
export class RequestRefused extends Error {
  readonly code: string;
  readonly status: number | null;
  readonly issues: readonly FieldIssue[];
  readonly requestId: string | null;
  /** After how many seconds the console wants to be asked again; null where it does not say. */
  readonly retryAfterSeconds: number | null;

  constructor(
    code: string,
    message: string,
    more: {
      status?: number;
      issues?: readonly FieldIssue[];
      requestId?: string;
      retryAfterSeconds?: number | null;
    } = {},
  ) {
    super(message);
    this.name = 'RequestRefused';
    this.code = code;
    this.status = more.status ?? null;
    this.issues = more.issues ?? [];
    this.requestId = more.requestId ?? null;
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
  }
}

const UNREACHABLE = 'The console does not answer. Check that it runs, then try again.';

/** `answer` is one that is not the console's own, as that of a proxy before it. */
export function unreachable(answer?: Response): RequestRefused {
  const said =
    answer === undefined
      ? {}
      : { status: answer.status, retryAfterSeconds: retryAfterOf(answer.headers) };
  return new RequestRefused('unreachable', UNREACHABLE, said);
}

/** Reads an answer that is not 2xx: a problem (RFC 9457), or something in between that is none. */
export async function readRefusal(answer: Response): Promise<RequestRefused> {
  const type = answer.headers.get('content-type') ?? '';
  if (!type.startsWith('application/problem+json')) return unreachable(answer);
  const problem: unknown = await answer.json().catch(() => null);
  const code = textOf(problem, 'code');
  if (code === null) return unreachable(answer);
  const requestId = textOf(problem, 'requestId');
  const message = textOf(problem, 'detail') ?? textOf(problem, 'title') ?? code;
  return new RequestRefused(code, message, {
    status: answer.status,
    issues: issuesOf(problem),
    retryAfterSeconds: retryAfterOf(answer.headers),
    ...(requestId === null ? {} : { requestId }),
  });
}

/** RFC 9110, section 10.2.3, in seconds; a date counts as nothing said. */
function retryAfterOf(headers: Headers): number | null {
  const text = headers.get('retry-after') ?? '';
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}

function fieldOf(from: unknown, name: string): unknown {
  return typeof from === 'object' && from !== null ? Reflect.get(from, name) : undefined;
}

function textOf(from: unknown, name: string): string | null {
  const field = fieldOf(from, name);
  return typeof field === 'string' ? field : null;
}

function issuesOf(problem: unknown): FieldIssue[] {
  const errors = fieldOf(problem, 'errors');
  return (Array.isArray(errors) ? errors : []).flatMap((error: unknown) => {
    const [pointer, code] = [textOf(error, 'pointer'), textOf(error, 'code')];
    const message = textOf(error, 'message');
    return pointer === null || code === null || message === null
      ? []
      : [{ pointer, code, message }];
  });
}
