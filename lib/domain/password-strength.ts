// How early a guesser would try a password: the one rule for every new one, in the browser and here.

/** Of zxcvbn's 0 to 4: more than 10^8 guesses (Wheeler, USENIX Security 2016). */
export const PASSWORD_SCORE_MIN = 3;
/** More tells a guesser nothing, and the estimate costs time that grows faster than the length. */
const ESTIMATED_LENGTH_MAX = 72;

type Estimator = (text: string, known: string[]) => number;

let estimator: Promise<Estimator> | undefined;

/** Zxcvbn's score from 0 to 4. `known` is what a guesser knows of the person, such as the e-mail. */
export async function passwordScore(text: string, known: readonly string[]): Promise<number> {
  estimator ??= loadEstimator().catch((error: unknown) => {
    estimator = undefined;
    throw error;
  });
  const words = ['keystow', ...known].flatMap((one) => [one, ...one.split(/[^\p{L}\p{N}]+/u)]);
  return (await estimator)(text.slice(0, ESTIMATED_LENGTH_MAX), words.filter(Boolean));
}

/** The dictionaries are large: loaded when the first password is chosen. */
async function loadEstimator(): Promise<Estimator> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  const zxcvbn = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
  });
  return (text, known) => zxcvbn.check(text, known).score;
}
