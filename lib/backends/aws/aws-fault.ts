// What errors of AWS mean, by the names that its documentation has for them; its words are not repeated.

import 'server-only';
import { BackendFault, type BackendFaultCode } from '@/lib/domain/backend';
import { connectionFault } from '../network/guarded-agents';
import { retryAfterSeconds } from '../network/persist';

export const SERVICE = 'AWS Secrets Manager';

const KEYS =
  'does not accept these credentials: enter valid ones, and see whether the clock is right.';
const RIGHTS = (action: string) =>
  `refuses ${action}: allow it to this identity, for this secret and its KMS key.`;
const GONE = 'has nothing there, or not that version: correct the reference.';
const LATER = 'is asked too often: try again later, or ask AWS for a larger quota.';
const DOWN = 'has a fault of its own: try again later.';
const UNFIT = 'does not take this name or version: correct the reference.';
const FULL = 'keeps no more of it: a quota is used up, which AWS can raise.';

type Meaning = readonly [BackendFaultCode, string | ((action: string) => string)];

const DENIED_KEYS: Meaning = ['denied', KEYS];
const DENIED_RIGHTS: Meaning = ['denied', RIGHTS];
const THROTTLED: Meaning = ['throttled', LATER];
const UNREACHABLE: Meaning = ['unreachable', DOWN];

/** Secrets Manager's and STS's own errors, and those that all of AWS has. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['ResourceNotFoundException', ['absent', GONE]],
  ['InvalidRequestException', ['absent', 'has that secret only to be restored: it is deleted.']],
  ...named(
    ['InvalidParameterException', 'ValidationException', 'ValidationError'],
    ['absent', UNFIT],
  ),
  ...named(
    [
      'AccessDeniedException',
      'AccessDenied',
      'NotAuthorized',
      'UnauthorizedOperation',
      'DecryptionFailure',
      'EncryptionFailure',
      'PublicPolicyException',
      'MalformedPolicyDocumentException',
      'PackedPolicyTooLarge',
      'OptInRequired',
      'RegionDisabledException',
    ],
    DENIED_RIGHTS,
  ),
  ...named(
    [
      'UnrecognizedClientException',
      'InvalidClientTokenId',
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
      'IncompleteSignature',
      'IncompleteSignatureException',
      'MissingAuthenticationToken',
      'MissingAuthenticationTokenException',
      'ExpiredToken',
      'ExpiredTokenException',
      'RequestExpired',
      'RequestTimeTooSkewed',
      'InvalidIdentityToken',
      'IDPRejectedClaim',
    ],
    DENIED_KEYS,
  ),
  ['LimitExceededException', ['denied', FULL]],
  ['ResourceExistsException', ['denied', 'has had that secret made by somebody else: try again.']],
  ['PreconditionNotMetException', ['denied', 'finds that secret in another state: try again.']],
  ['InvalidNextTokenException', ['absent', 'does not go on from there: begin the list anew.']],
  ...named(
    [
      'ThrottlingException',
      'Throttling',
      'ThrottledException',
      'RequestThrottled',
      'RequestThrottledException',
      'TooManyRequestsException',
      'RequestLimitExceeded',
      'SlowDown',
      'PriorRequestNotComplete',
    ],
    THROTTLED,
  ),
  ...named(
    [
      'InternalServiceError',
      'InternalServerError',
      'InternalFailure',
      'ServiceUnavailable',
      'ServiceUnavailableException',
      'RequestTimeout',
      'RequestTimeoutException',
      'RequestAbortedException',
      'IDPCommunicationError',
    ],
    UNREACHABLE,
  ),
]);

/** `action` is the permission it takes, `host` where it was asked. */
export function awsFault(error: unknown, action: string, host: string): BackendFault {
  if (error instanceof BackendFault) return error;
  const { name = '', $metadata, $response } = shapeOf(error);
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  if (/^(CredentialsProviderError|TokenProviderError)$/.test(name)) {
    return new BackendFault(
      'denied',
      'The console has no credentials for AWS where it looks for them.',
    );
  }
  if (name === 'TimeoutError' || connectionEnded(error))
    return connectionFault(SERVICE, host, error);
  if (status === undefined) return connectionFault(SERVICE, host, error);
  const after = retryAfterSeconds($response?.headers?.['retry-after']);
  const [code, text] = MEANINGS.get(name) ?? byStatus(status);
  const message = typeof text === 'string' ? text : text(action);
  return new BackendFault(code, `${SERVICE} ${message}`, code === 'throttled' ? after : undefined);
}

/** Of one reference within a batch. */
export function awsFaultNamed(name: string, action: string): BackendFault {
  return awsFault({ name, $metadata: { httpStatusCode: 400 } }, action, '');
}

function byStatus(status: number): Meaning {
  if (status === 429) return THROTTLED;
  if (status >= 500) return UNREACHABLE;
  if (status === 401 || status === 403) return DENIED_RIGHTS;
  if (status >= 300 && status < 400) {
    return ['unreachable', 'sends elsewhere, which is not followed: correct the address.'];
  }
  return [
    'malformed',
    'answered what is not in its documentation: see whether the address is right.',
  ];
}

interface Shape {
  readonly name?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: {
    readonly statusCode?: number;
    readonly headers?: Readonly<Record<string, string>>;
  };
}

function shapeOf(error: unknown): Shape {
  return typeof error === 'object' && error !== null ? (error as Shape) : {};
}

/** In the middle of an answer: the SDK then has a status, but nothing that it stands for. */
function connectionEnded(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : '';
  return /^(ECONN|EPIPE|ERR_STREAM|HPE_)/.test(code) || /aborted|was cut off/.test(message);
}

function named(names: readonly string[], meaning: Meaning): [string, Meaning][] {
  return names.map((name) => [name, meaning]);
}
