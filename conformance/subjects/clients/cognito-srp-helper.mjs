/** cognito-srp-helper, by its functions. Its session is an object, in which the secret is replaced. */
import { createSrpSession, signSrpSession, wrapAuthChallenge } from 'cognito-srp-helper';
import { createReference } from '../../reference/srp.mjs';
import { sha256 } from '../../generate/_vectors.mjs';
import { poolIdOf, serveProofs, typedName } from '../_subject.mjs';

const reference = createReference({ hash: sha256 });

await serveProofs(
  async (input) => {
    const { userIdForSrp, password, secretA, SALT, SRP_B, SECRET_BLOCK } = input;
    const SRP_A = reference.publicA(BigInt(`0x${secretA}`)).toString(16);
    const session = {
      ...createSrpSession(typedName(input), password, poolIdOf(input), false),
      ...{ smallA: secretA, largeA: SRP_A },
    };
    const ChallengeParameters = { SALT, SRP_B, SECRET_BLOCK, USER_ID_FOR_SRP: userIdForSrp };
    const signed = signSrpSession(session, { ChallengeParameters });
    const { ChallengeResponses } = wrapAuthChallenge(signed, {
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: { USERNAME: typedName(input) },
    });
    const { TIMESTAMP, PASSWORD_CLAIM_SIGNATURE } = ChallengeResponses;
    return { SRP_A, TIMESTAMP, PASSWORD_CLAIM_SIGNATURE };
  },
  { takesAnyPool: true },
);
