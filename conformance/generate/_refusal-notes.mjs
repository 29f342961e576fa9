/**
 * Why refusals are told apart, and what comes of it where they are not.
 *
 * @module
 */
const github = (path) => `https://github.com/${path}`;

export const NOTES = {
  OneNameManyEnds: {
    bugType: 'MISSING_STEP',
    description: 'One exception for wrong passwords, spent sessions, lock-outs and dead tokens.',
    effect: 'Users are told that their password is wrong when it is not, or told nothing.',
    links: [github('aws-amplify/amplify-js/issues/8554'), github('pmill/aws-cognito/issues/42')],
  },
  WrongCode: {
    bugType: 'MISSING_STEP',
    description: 'The session is still good: the same challenge takes another answer.',
    effect: 'A client that starts over sends a second message, and asks for the password again.',
    links: [github('KensioSoftware/yulin/issues/618')],
  },
  Spent: {
    bugType: 'MISSING_STEP',
    description: 'The sign-in, its code or its token is over; the input was not wrong.',
    effect: 'A client that lets the user try again lets him try for ever.',
    links: [github('aws-amplify/amplify-js/issues/6676')],
  },
  Throttling: {
    bugType: 'MISSING_STEP',
    description: 'Turned away unread, or failed inside: the same may work later.',
    effect: 'A client that signs its user out on it empties every session in a storm.',
    links: [github('aws-amplify/amplify-js/issues/14534')],
  },
  Quota: {
    bugType: 'MISSING_STEP',
    description: 'A quota of hours, whatever generic lists of throttling say of the name.',
    effect: 'Retries that cannot help, and use the quota up further.',
  },
  Account: {
    bugType: 'MISSING_STEP',
    description: 'The user has something to do first, and only the user can.',
    effect: 'Shown as a failure, it leaves the user without a way on.',
  },
  Configuration: {
    bugType: 'MISSING_STEP',
    description: 'Pool, client, role or trigger is set up wrongly, or the program is wrong.',
    effect: 'Users are blamed for what only an operator can mend.',
  },
  End: {
    bugType: 'MISSING_STEP',
    description: 'The service said no. An unknown name is no reason to go on.',
    effect: 'A client that takes what it does not know for passing never ends.',
  },
  Spelling: {
    bugType: 'LEGACY',
    description: 'The exception’s name comes in a header, in __type or in code, bare or qualified.',
    effect: 'A client that knows one spelling sees "Unknown error" in the others.',
  },
  NotTheService: {
    bugType: 'MISSING_STEP',
    description: 'A proxy, a firewall or a gateway answered.',
    effect: 'A client that reads JSON of it fails with a SyntaxError that quotes the page.',
  },
  Retry: {
    bugType: 'MISSING_STEP',
    description: 'Whether the same call can be made again hangs on operation and exception.',
    effect: 'An answer to a challenge that is sent twice: "session can only be used once".',
  },
};
