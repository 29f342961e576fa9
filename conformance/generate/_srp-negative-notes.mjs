/**
 * Why each kind of negative case is one.
 *
 * @module
 */
export const NOTES = {
  GroupElement: {
    bugType: 'MISSING_STEP',
    description: 'A public value that is zero modulo N, or that is not reduced.',
    effect: 'S becomes predictable: a sign-in, or a claim, without the password.',
    links: ['https://www.rfc-editor.org/rfc/rfc5054#section-2.5.3'],
  },
  ZeroSecret: {
    bugType: 'MISSING_STEP',
    description: 'B = k·g^x: the base of the exponentiation is zero, and so is S.',
    effect: 'Tells whoever sends it whether the guess of the password behind x was right.',
  },
  NotHex: {
    bugType: 'WRONG_ENCODING',
    description: 'Text that a forgiving parser reads as a number: prefixes, signs, white space.',
    effect: 'Two parties read two numbers.',
  },
  Spelling: {
    bugType: 'LEGACY',
    description: 'Upper case, odd lengths and leading zeros are in use, and mean the same number.',
    effect: 'Whoever refuses them, or hashes the text, locks users out.',
  },
  Size: {
    bugType: 'MISSING_STEP',
    description: 'Longer than any honest value.',
    effect: 'Seconds of arithmetic for one request.',
  },
  WrongType: {
    bugType: 'MISSING_STEP',
    description: 'JSON that is not text.',
    effect: 'A TypeError far from the cause, or "[object Object]" hashed as a salt.',
  },
  NotBase64: {
    bugType: 'WRONG_ENCODING',
    description: 'Another alphabet, missing padding, white space, stray bits, nothing at all.',
    effect: 'Decoders that skip what they do not know sign other bytes than the service does.',
  },
  Text: {
    bugType: 'WRONG_ENCODING',
    description: 'Text that UTF-8 cannot carry, that is empty, or longer than a password can be.',
    effect:
      'Half a surrogate pair becomes U+FFFD, and many passwords one; the rest costs an attempt.',
  },
};
