import { expect, it } from 'vitest';
import { Plaintext } from '@/lib/domain/plaintext';
import { newWebhookSecret, signWebhook } from './webhook-signature';

it('signs as the example of the Standard Webhooks specification is signed', () => {
  const secret = Plaintext.fromText('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  const message = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1614265330,
    body: '{"test": 2432232314}',
  };
  expect(signWebhook(secret, message)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

it('a signing secret is 32 random bytes, and no two are the same', () => {
  const texts = [newWebhookSecret(), newWebhookSecret()].map((one) =>
    one.use((bytes) => Buffer.from(bytes).toString()),
  );
  expect(texts[0]).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(texts[0]).not.toBe(texts[1]);
});

it('what is no signing secret signs nothing', () => {
  const message = { id: 'msg_x', timestamp: 1, body: '{}' };
  expect(() => signWebhook(Plaintext.fromText('a text'), message)).toThrow(TypeError);
});
