// Why a run does not take what it was handed: said in fixed words, which quote nothing of it.

const MESSAGES = {
  does_not_open:
    'The delivery does not open: it is not in the one form that is taken, or was changed.',
  other_request: 'The delivery answers another request than the one that was sent.',
  other_signer:
    'The delivery is not signed by the pinned server key. Compare KEYSTOW_SERVER_KEY with the page of the console.',
  other_run: 'The delivery was made for another run.',
  expired:
    'The delivery is over, or from the future. Set the clocks of the console and of this host.',
  unfit_name: 'The delivery holds a name that may not be put into an environment.',
} as const;

export class DeliveryRefused extends Error {
  readonly code = 'delivery_refused';

  constructor(readonly reason: keyof typeof MESSAGES) {
    super(MESSAGES[reason]);
    this.name = 'DeliveryRefused';
  }
}
