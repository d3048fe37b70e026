// The one way in which opening fails: nothing tells a wrong key from a changed byte or a moved row.

/**
 * Thrown wherever an envelope does not open. It carries no cause and quotes no input, because
 * the difference between two failures is what an attacker with write access would measure.
 */
export class OpenError extends Error {
  readonly code = 'does_not_open';

  constructor() {
    super('The envelope does not open.');
    this.name = 'OpenError';
  }
}
