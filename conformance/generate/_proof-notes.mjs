/**
 * Why each claim of `vectors/proofs.json` is refused, and by whom it was made.
 *
 * @module
 */
const REFUSED = 'Right passwords are refused: "Incorrect username or password."';
const github = (path) => `https://github.com/${path}`;

export const NOTES = {
  Right: {
    bugType: 'EDGE_CASE',
    description: 'A claim of somebody who knows the password.',
    effect: 'Whoever refuses it locks users out.',
  },
  Multiplier: {
    bugType: 'WRONG_ENCODING',
    description: 'k is the hash of N with its sign byte and of g as one byte.',
    effect: `${REFUSED} Every time.`,
    links: [github('faiscadev/fakecloud/issues/2389'), github('floci-io/floci/issues/912')],
  },
  SignByte: {
    bugType: 'WRONG_ENCODING',
    description: 'Integers are hashed as signed ones: a zero byte goes before a set top bit.',
    effect: `${REFUSED} Every second time for each value that is hashed so.`,
    links: [github('floci-io/floci/issues/912')],
  },
  Rfc5054Padding: {
    bugType: 'WRONG_ENCODING',
    description: 'RFC 5054 fills integers up to the length of N; Cognito does not.',
    effect: `${REFUSED} Every time.`,
    links: ['https://www.rfc-editor.org/rfc/rfc5054#section-2.6'],
  },
  FixedWidth: {
    bugType: 'WRONG_ENCODING',
    description: 'u or S has leading zero bytes, and was hashed in its full width.',
    effect: 'One sign-in in 512 fails, and nobody finds out why.',
    links: [github('aws-samples/amazon-cognito-passwordless-auth')],
  },
  Unicode: {
    bugType: 'WRONG_ENCODING',
    description: 'Text outside ASCII is UTF-8; here it was Latin-1, or normalised.',
    effect: 'Users with such names or passwords cannot sign in, or only from some clients.',
    links: [github('aws-samples/amazon-cognito-passwordless-auth')],
  },
  HashedText: {
    bugType: 'WRONG_ENCODING',
    description: 'Hex text was hashed, not the bytes that it stands for.',
    effect: `${REFUSED} Every time.`,
  },
  TypedArray: {
    bugType: 'WRONG_ENCODING',
    description: 'A library was given bytes and took them for text, or for words.',
    effect: `${REFUSED} On the platforms that have another version of it.`,
    links: [github('aws-amplify/amplify-js/issues/1181')],
  },
  Order: {
    bugType: 'WRONG_ENCODING',
    description: 'The right parts in the wrong order.',
    effect: `${REFUSED} Every time.`,
  },
  Rfc2945: {
    bugType: 'MISSING_STEP',
    description: 'The user’s part of x is hashed by itself first.',
    effect: `${REFUSED} Every time.`,
  },
  NegativeBase: {
    bugType: 'EDGE_CASE',
    description: 'B − k·g^x is negative more often than not, and remainders keep the sign.',
    effect: `${REFUSED} Where the exponent is odd.`,
  },
  Formula: {
    bugType: 'MISSING_STEP',
    description: 'Another exponent, or another base.',
    effect: `${REFUSED} Every time.`,
  },
  KeyDerivation: {
    bugType: 'MISSING_STEP',
    description: 'HKDF with pad(u) for the salt, pad(S) for the material, 16 bytes of it.',
    effect: `${REFUSED} Every time.`,
    links: ['https://www.rfc-editor.org/rfc/rfc5869'],
  },
  WholePoolId: {
    bugType: 'WRONG_ENCODING',
    description: 'The pool’s name is the part of its id after the underscore.',
    effect: `${REFUSED} Every time.`,
    links: [github('floci-io/floci/issues/358')],
  },
  Separator: {
    bugType: 'WRONG_ENCODING',
    description: 'Nothing stands between the parts of the message.',
    effect: `${REFUSED} Every time.`,
  },
  SecretBlockText: {
    bugType: 'WRONG_ENCODING',
    description: 'The secret block is signed as bytes, and sent back as the text that came.',
    effect: `${REFUSED} Every time.`,
  },
  MissingPart: {
    bugType: 'MISSING_STEP',
    description: 'The signature does not cover a part of the message.',
    effect: 'A service that takes it takes it again, later or elsewhere.',
  },
  Replay: {
    bugType: 'MISSING_STEP',
    description: 'The claim of another handshake.',
    effect: 'Who has seen one sign-in signs in as often as he likes.',
  },
  WrongPassword: {
    bugType: 'MISSING_STEP',
    description: 'The password is another one.',
    effect: 'Emulators that take any claim hide every other fault.',
  },
  ExactText: {
    bugType: 'WRONG_ENCODING',
    description: 'Passwords are taken byte for byte: not trimmed, not folded.',
    effect: 'Two passwords become one, or one becomes two.',
  },
  Alias: {
    bugType: 'WRONG_ENCODING',
    description: 'The proof is over USER_ID_FOR_SRP, not over what was typed.',
    effect: 'Whoever signs in with an e-mail address is refused.',
    links: [
      github('simonmcallister0210/cognito-srp-helper/issues/28'),
      github('alexrudd/cognito-srp/issues/1'),
    ],
  },
  Signature: {
    bugType: 'WRONG_ENCODING',
    description: 'The signature is 32 bytes, all of them, in base64.',
    effect: 'A comparison that stops early, or of nothing, lets anybody in.',
  },
  Spelling: {
    bugType: 'LEGACY',
    description: 'SRP_A in upper case, or with zeros in front: the same number.',
    effect: 'Clients in .NET write it so; they are refused.',
  },
  LongSecret: {
    bugType: 'EDGE_CASE',
    description: 'Clients draw a of 256 or of 1024 bits; a secret block has a thousand bytes.',
    effect: 'Fixed buffers are too short.',
  },
  Day: {
    bugType: 'WRONG_ENCODING',
    description: 'The day has no leading zero and no leading space.',
    effect: `${REFUSED} From the first to the ninth of each month.`,
    links: [github('qwigo/warrant/issues/12')],
  },
  Clock: {
    bugType: 'WRONG_ENCODING',
    description: 'Hours are counted from 00 to 23.',
    effect: `${REFUSED} In the afternoon, or for one hour after midnight.`,
    links: [github('alexrudd/cognito-srp')],
  },
  Locale: {
    bugType: 'WRONG_ENCODING',
    description: 'English names, and UTC spelled so, wherever the client runs.',
    effect: `${REFUSED} In some countries, or with some runtimes.`,
    links: [github('amazon-archives/amazon-cognito-identity-js/issues/683')],
  },
  Calendar: {
    bugType: 'EDGE_CASE',
    description: 'Leap days, ends of years, weekdays, moments before 1970.',
    effect: `${REFUSED} On rare days.`,
  },
  Skew: {
    bugType: 'MISSING_STEP',
    description: 'The claim has to be of about now, on the service’s clock.',
    effect: 'Somebody with a wrong clock reads that his password is wrong.',
    links: [github('amazon-archives/amazon-cognito-identity-js/issues/58')],
  },
};
