/**
 * What goes wrong between a client and the service, and what comes of it.
 *
 * @module
 */
export const NOTES = {
  Json: {
    bugType: 'EDGE_CASE',
    description: 'A body that is no JSON object, or one that two readers would read differently.',
    effect: 'A client reads half an answer, or another one than whoever checked it.',
    links: ['https://www.rfc-editor.org/rfc/rfc8259#section-4'],
  },
  Prototype: {
    bugType: 'EDGE_CASE',
    description: 'Members named after what every object of JavaScript inherits.',
    effect: 'An answer changes objects that have nothing to do with it.',
    links: ['https://github.com/awslabs/aws-jwt-verify/blob/main/src/safe-json-parse.ts'],
  },
  Size: {
    bugType: 'MISSING_STEP',
    description: 'A body, a name or a nesting without a bound.',
    effect: 'Memory, or the stack, is used up by whoever answers.',
    links: ['https://cwe.mitre.org/data/definitions/400.html'],
  },
  Empty: {
    bugType: 'MISSING_STEP',
    description: 'No body, where the operation has an output and where it has none.',
    effect: 'A sign-in without tokens counts as one, or a call that was done as one that failed.',
    links: [
      'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgetDevice.html',
    ],
  },
  Label: {
    bugType: 'EDGE_CASE',
    description: 'A Content-Type that is not what the body is: proxies change it.',
    effect: 'A good answer is thrown away.',
    links: ['https://www.rfc-editor.org/rfc/rfc9110#section-8.3'],
  },
  Repeated: {
    bugType: 'MISSING_STEP',
    description: 'What may be sent again is, after a failure that passes: InitiateAuth and reads.',
    effect: 'A sign-in fails for one lost packet.',
    links: ['https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html'],
  },
  SentOnce: {
    bugType: 'MISSING_STEP',
    description: 'An answer to a challenge goes out once, whatever becomes of it.',
    effect: 'A code is used twice, a password counts twice towards the lock-out.',
    links: [
      'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html',
    ],
  },
  Asked: {
    bugType: 'MISSING_STEP',
    description: 'The service says how long to wait.',
    effect: 'A client that comes back at once is turned away again, and so are others.',
    links: ['https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3'],
  },
  Silence: {
    bugType: 'MISSING_STEP',
    description: 'No answer, or one that never ends: one time limit for all of the call.',
    effect: 'A client waits for ever.',
    links: ['https://cwe.mitre.org/data/definitions/400.html'],
  },
  Endpoint: {
    bugType: 'MISSING_STEP',
    description: 'Where passwords are sent to has to be one origin, over TLS or on this machine.',
    effect: 'Passwords travel in the clear, or to another host than it seems.',
    links: ['https://cwe.mitre.org/data/definitions/319.html'],
  },
};
