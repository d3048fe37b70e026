import type { SecretSummary } from '@/lib/contracts/secret';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { Fact, FactList } from '@/components/ui/fact-list';
import { Fingerprint } from '@/components/ui/fingerprint';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { deliveredNames } from '@/lib/domain/delivered-names';
import { ExpiryMark } from '../list/expiry-mark';
import { SecretLink } from '../secret-link';
import { BACKEND_WORD, CATEGORY_WORD, DELIVERY_WORD, TAB, TYPE_WORD } from '../secret-words';

/** Everything there is to know of a secret, which is all but its value. */
export function SecretFacts({ secret }: { readonly secret: SecretSummary }) {
  const { aliasOf, owner, tags, expiresAt } = secret;
  return (
    <>
      {secret.description ? <p className="mb-4 whitespace-pre-line">{secret.description}</p> : null}
      <FactList>
        <Fact term="Scope">
          {TAB[secret.scope.kind].label} · <span className="font-mono">{secret.scope.path}</span>
        </Fact>
        {aliasOf ? (
          <Fact term="Alias of">
            {aliasOf.deleted ? (
              <>
                <span className="font-mono wrap-anywhere">{aliasOf.key}</span>{' '}
                <Status tone="danger">in the bin: nothing is delivered</Status>
              </>
            ) : (
              <SecretLink path={aliasOf.path} secretKey={aliasOf.key} />
            )}
          </Fact>
        ) : null}
        <Fact term="Type">
          {TYPE_WORD[secret.type]}
          {secret.format === 'binary' ? ', binary' : ''}
        </Fact>
        <Fact term="Category">{CATEGORY_WORD[secret.category]}</Fact>
        {aliasOf ? null : <Value secret={secret} />}
        <Delivery secret={secret} />
        {owner ? (
          <Fact term="Owner">
            {owner.name} <span className="text-ink-muted">({owner.kind})</span>
          </Fact>
        ) : null}
        {tags.length > 0 ? (
          <Fact term="Tags">
            <span className="font-mono">{tags.join(' ')}</span>
          </Fact>
        ) : null}
        {expiresAt ? (
          <Fact term="Expires">
            <ExpiryMark expiresAt={expiresAt} />
          </Fact>
        ) : null}
        <RotationWindow secret={secret} />
        {aliasOf || secret.reference !== null ? null : (
          <Fact term="Backend">{BACKEND_WORD[secret.backend]}</Fact>
        )}
        <Fact term="Created">
          <TimeAgo instant={secret.createdAt} />
        </Fact>
        <Fact term="Changed">
          <TimeAgo instant={secret.updatedAt} /> · {secret.updatedBy}
        </Fact>
      </FactList>
    </>
  );
}

function Delivery({ secret }: { readonly secret: SecretSummary }) {
  const { key, parts, delivery, format } = secret;
  const note = format === 'binary' && delivery === 'env' ? ', in base64' : '';
  return (
    <Fact term="Delivered as">
      {DELIVERY_WORD[delivery]}
      {note}
      <ul className="font-mono text-12 text-ink-muted">
        {deliveredNames(key, parts, delivery).map((name) => (
          <li key={name} className="wrap-anywhere">
            {name}
          </li>
        ))}
      </ul>
    </Fact>
  );
}

function RotationWindow({ secret }: { readonly secret: SecretSummary }) {
  const { windowDays, rotationWindowDays: own } = secret;
  if (windowDays === null || secret.aliasOf) return null;
  const note = own === windowDays ? 'its own window' : noteOf(windowDays, secret.type);
  return (
    <Fact term="Rotate every">
      {windowDays === 1 ? '1 day' : `${windowDays} days`}{' '}
      <span className="text-ink-muted">({note})</span>
    </Fact>
  );
}

function noteOf(days: number, type: SecretSummary['type']): string {
  return days === TYPE_RULES[type].windowDays ? 'as its type' : 'by a window that was set';
}

function Value({ secret }: { readonly secret: SecretSummary }) {
  return (
    <>
      <Fact term="Version">
        <span className="font-mono">{secret.version ?? '–'}</span>
      </Fact>
      {secret.reference === null ? (
        <Fact term="Fingerprint">
          <Fingerprint hex={secret.fingerprint} whole />
        </Fact>
      ) : null}
      {secret.lostAt ? (
        <Fact term="Value">
          <Status tone="danger">lost</Status> Its master key was given up{' '}
          <TimeAgo instant={secret.lostAt} />. Replace the value to have one again.
        </Fact>
      ) : null}
    </>
  );
}
