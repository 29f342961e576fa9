"""How an answer over HTTP says no, and what that means for whoever signs in."""

import json
import re

from srp import Refused

WAIT = {"kind": "user-action", "action": "wait"}
CONFIGURATION = {"kind": "configuration"}
START_OVER = {"kind": "start-over"}

MEANINGS = {
    "CodeMismatch": {"kind": "same-challenge"},
    "EnableSoftwareTokenMFA": {"kind": "same-challenge"},
    **dict.fromkeys(["ExpiredCode", "RefreshTokenReuse", "WebAuthnChallengeNotFound"], START_OVER),
    **dict.fromkeys(["TooManyRequests", "Throttling", "InternalError", "CodeDeliveryFailure"], WAIT),
    **dict.fromkeys(["LimitExceeded", "TooManyFailedAttempts"], WAIT),
    "PasswordResetRequired": {"kind": "user-action", "action": "reset-password"},
    "UserNotConfirmed": {"kind": "user-action", "action": "confirm-sign-up"},
    **dict.fromkeys(
        ["InvalidPassword", "PasswordHistoryPolicyViolation", "AliasExists", "UsernameExists"],
        {"kind": "user-action", "action": "choose-another"},
    ),
    **dict.fromkeys(
        ["MFAMethodNotFound", "SoftwareTokenMFANotFound"],
        {"kind": "user-action", "action": "set-up-mfa"},
    ),
    **dict.fromkeys(
        ["InvalidParameter", "UnsupportedOperation", "OperationNotEnabled", "ResourceNotFound"]
        + ["FeatureUnavailableInTier", "InvalidUserPoolConfiguration", "Unauthorized"]
        + ["InvalidSmsRoleAccessPolicy", "InvalidSmsRoleTrustRelationship", "UnexpectedLambda"]
        + ["InvalidEmailRoleAccessPolicy", "UnsupportedTokenType", "InvalidLambdaResponse"]
        + ["WebAuthnNotEnabled", "WebAuthnConfigurationMissing"],
        CONFIGURATION,
    ),
}

# One name has many ends: the message tells them apart.
BY_MESSAGE = {
    "NotAuthorizedException": [
        ("password attempts exceeded", WAIT),
        ("temporary password has expired", {"kind": "user-action", "action": "ask-administrator"}),
        ("invalid session|cannot initiate device_srp_auth", START_OVER),
        ("(refresh|access) token", START_OVER),
        ("secret hash|secret_hash", CONFIGURATION),
    ],
    "ResourceNotFoundException": [("device does not exist", START_OVER)],
}
THROTTLED = {"TooManyRequestsException", "ThrottlingException"}


def meaning(i):
    for pattern, found in BY_MESSAGE.get(i["service"], []):
        if re.search(pattern, i["message"], re.IGNORECASE):
            return found
    return MEANINGS.get(i["service"].replace("Exception", ""), {"kind": "refused"})


def read(i):
    try:
        body = json.loads(i["body"])
    except ValueError:
        body = {}
    headers = i["headers"]
    name = headers.get("x-amzn-errortype") or body.get("__type") or body.get("code")
    if not isinstance(name, str):
        raise Refused("ERR_TRANSPORT")
    name = name.split(":")[0].split("#")[-1]
    if i["status"] < 400 or not re.fullmatch("[A-Za-z]+", name):
        raise Refused("ERR_TRANSPORT")
    # An answer to a challenge may have been read before it failed: it is not sent twice.
    failed = i["status"] >= 500 and i["operation"] != "RespondToAuthChallenge"
    message = body.get("message") or body.get("Message") or ""
    return {"service": name, "message": message, "retryable": failed or name in THROTTLED}


REFUSAL_OPS = {"refusal.meaning": meaning, "refusal.read": read}
