/**
 * What each transcript is about.
 *
 * @module
 */
const github = (path) => `https://github.com/${path}`;

export const NOTES = {
  Plain: {
    bugType: 'EDGE_CASE',
    description: 'The shortest way to tokens.',
    effect: 'Nobody signs in.',
  },
  Session: {
    bugType: 'MISSING_STEP',
    description: 'The newest Session goes back where there is one; it is never required.',
    effect: '"Missing required parameter Session", or "session can only be used once".',
    links: [github('amazon-archives/amazon-cognito-identity-js/issues/542')],
  },
  SameSession: {
    bugType: 'MISSING_STEP',
    description: 'A refused answer leaves the Session good: another one goes with the same.',
    effect: 'A new code for each slip of the finger, and the password once more.',
    links: [github('aws-amplify/amplify-js/pull/11553')],
  },
  Clock: {
    bugType: 'MISSING_STEP',
    description: 'TIMESTAMP is of the service’s clock, as the answer’s Date header tells it.',
    effect: 'Whoever has a wrong clock reads that his password is wrong.',
    links: [github('amazon-archives/amazon-cognito-identity-js/issues/58')],
  },
  Open: {
    bugType: 'LEGACY',
    description: 'The service may add members and challenges, and leave out what it need not send.',
    effect: 'A client that stops to work on the day it does.',
  },
  Alias: {
    bugType: 'MISSING_STEP',
    description: 'USERNAME is the real name as soon as the service has told it.',
    effect: 'A device, or a hash, under a name that the service does not know it by.',
    links: [github('aws-amplify/amplify-android/issues/2295')],
  },
  SecretHash: {
    bugType: 'WRONG_ENCODING',
    description: 'SECRET_HASH is in every request, over the USERNAME of the same one.',
    effect: '"Unable to verify secret hash for client …", in the second request or the last.',
    links: [github('alexrudd/cognito-srp/issues/1'), github('qwigo/warrant/issues/125')],
  },
  NewPassword: {
    bugType: 'WRONG_ENCODING',
    description: 'Required attributes are named with a prefix; those with a value stay away.',
    effect: 'InvalidParameterException, or a TypeError for a list that was not sent.',
  },
  Metadata: {
    bugType: 'MISSING_STEP',
    description: 'ClientMetadata is sent each time: the service remembers none of it.',
    effect: 'Lambda triggers of later steps do without.',
  },
  Custom: {
    bugType: 'MISSING_STEP',
    description: 'The pool’s triggers decide what comes next; the same challenge may come again.',
    effect: 'A right answer with a spent Session; or a client that takes a repeat for a loop.',
    links: [github('aws-amplify/amplify-js/issues/5834')],
  },
  Code: {
    bugType: 'WRONG_ENCODING',
    description: 'Each kind of code has a member of its own name.',
    effect: 'InvalidParameterException for a code that was right.',
  },
  JsonInText: {
    bugType: 'WRONG_ENCODING',
    description: 'Lists and objects among parameters and responses are JSON inside a text.',
    effect: 'A choice of single letters; an object where text has to be.',
  },
  SetUp: {
    bugType: 'MISSING_STEP',
    description: 'Two calls of its own, each with a Session of its own; then the answer.',
    effect: 'The set-up is done and the sign-in is lost.',
    links: [github('aws-amplify/amplify-android')],
  },
  Choice: {
    bugType: 'MISSING_STEP',
    description: 'The choice of a factor takes the factor’s own input along.',
    effect: 'One round trip more, or an error for a Session that was spent on the choice.',
  },
  Device: {
    bugType: 'MISSING_STEP',
    description: 'DEVICE_SRP_AUTH and DEVICE_PASSWORD_VERIFIER, over the device’s own names.',
    effect: 'Users of remembered devices are asked for a code each time, or not let in.',
    links: [github('aws-amplify/amplify-js/issues/10582')],
  },
  Confirm: {
    bugType: 'MISSING_STEP',
    description: 'ConfirmDevice follows the tokens, and cannot cost them.',
    effect: 'The first refresh fails: "Invalid Refresh Token."',
    links: [
      github('aws-amplify/amplify-android/issues/2506'),
      github('aws/aws-sdk-net-extensions-cognito/issues/46'),
    ],
  },
  Forgotten: {
    bugType: 'MISSING_STEP',
    description: 'A device that the service does not know is no reason to refuse its user.',
    effect: 'Nobody can sign in from a device that was removed elsewhere.',
  },
  Refresh: {
    bugType: 'MISSING_STEP',
    description: 'Which refresh token is the good one, and whether the device has to be named.',
    effect: '"Invalid Refresh Token.", and the user is signed out an hour after the sign-in.',
    links: [
      github('aws-amplify/amplify-js/issues/2962'),
      github('aws-amplify/amplify-js/issues/11651'),
    ],
  },
  TokenDead: {
    bugType: 'MISSING_STEP',
    description: 'The session is over: its tokens are of no use any more.',
    effect: 'A client that keeps them asks with them for ever.',
  },
  TokenKept: {
    bugType: 'MISSING_STEP',
    description: 'The refresh failed, and the refresh token is as good as before.',
    effect: 'Users are signed out by a busy service or a bad network.',
    links: [github('aws-amplify/amplify-js/issues/14534')],
  },
  Once: {
    bugType: 'MISSING_STEP',
    description: 'Refused is refused: nothing is sent again by itself.',
    effect: 'Users are locked out by one wrong password.',
    links: [github('aws-amplify/amplify-js/issues/8554')],
  },
  StartOver: {
    bugType: 'MISSING_STEP',
    description: 'The session is spent, or the code is: from the beginning.',
    effect: 'A user who types codes into a sign-in that ended long ago.',
    links: [github('aws-amplify/amplify-js/issues/6676')],
  },
  NotTheService: {
    bugType: 'MISSING_STEP',
    description: 'Something between client and service answers.',
    effect: 'A SyntaxError, or an answer that is sent a second time.',
  },
  Downgrade: {
    bugType: 'MISSING_STEP',
    description: 'The service asks for the password itself, where the sign-in was to prove it.',
    effect: 'Whoever plays the service gets the password.',
    links: ['https://cwe.mitre.org/data/definitions/757.html'],
  },
  GroupElement: {
    bugType: 'MISSING_STEP',
    description: 'A public value that is zero modulo N.',
    effect: 'A proof whose key anybody can compute: the password can be guessed from it.',
    links: ['https://www.rfc-editor.org/rfc/rfc5054#section-2.5.3'],
  },
  Loop: {
    bugType: 'MISSING_STEP',
    description: 'A service that asks for proofs without end, or for one out of turn.',
    effect: 'A client that answers for ever, or gives one proof more of the password each time.',
  },
  Shape: {
    bugType: 'MISSING_STEP',
    description: 'An answer that the service does not give.',
    effect: 'A TypeError far from the cause, or a sign-in that is taken for done.',
  },
  Impossible: {
    bugType: 'MISSING_STEP',
    description: 'An answer that cannot be right, whatever the service knows.',
    effect: 'Sent all the same, it costs an attempt, or the session.',
  },
};
