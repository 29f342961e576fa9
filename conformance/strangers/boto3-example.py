"""The way of AWS's own example for Python: an administrator signs the user in, an authenticator app is
set up, the device is confirmed, and from then on it signs in without a code.

See "Sign up a user with a user pool that requires MFA" in the AWS SDK code examples.
"""

import hashlib
import hmac
import json
import secrets
import struct
import sys
import time
from base64 import b32decode, b64decode

from _boto3_client import connect, refusal
from _device_srp import Opening, base64_text, verifier_config

given = json.load(sys.stdin)
username, password = given["username"], given["password"]
ids = {"UserPoolId": given["userPoolId"], "ClientId": given["clientId"]}
client = connect(given["endpoint"])


def code_of(secret, steps_ahead=0):
    """RFC 6238. The pool takes the code of the half minute that comes next, too."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps_ahead)
    mac = hmac.new(b32decode(secret), counter, hashlib.sha1).digest()
    offset = mac[-1] & 15
    number = struct.unpack(">I", mac[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1000000:06}"


def wrong_code_of(secret):
    near = [code_of(secret, steps) for steps in range(-2, 3)]
    return next(code for code in map("{:06}".format, range(6)) if code not in near)


def start(password):
    return {
        **ids,
        "AuthFlow": "ADMIN_USER_PASSWORD_AUTH",
        "AuthParameters": {"USERNAME": username, "PASSWORD": password},
    }


def answer(session, code):
    return {
        **ids,
        "ChallengeName": "SOFTWARE_TOKEN_MFA",
        "Session": session,
        "ChallengeResponses": {"USERNAME": username, "SOFTWARE_TOKEN_MFA_CODE": code},
    }


def confirmation(tokens, config):
    return {
        "AccessToken": tokens["AccessToken"],
        "DeviceKey": tokens["NewDeviceMetadata"]["DeviceKey"],
        "DeviceSecretVerifierConfig": config,
    }


def without_sign_byte(number_base64):
    """As a library writes it that takes its number for an unsigned one."""
    octets = b64decode(number_base64)
    assert octets[0] == 0 and octets[1] > 127
    return base64_text(octets[1:])


def has_sign_bytes(config):
    return all(b64decode(number)[0] == 0 for number in config.values())


refused = {"password": refusal(client.admin_initiate_auth, **start(password + "?"))}

started = client.admin_initiate_auth(**start(password))
associated = client.associate_software_token(Session=started["Session"])
secret, session = associated["SecretCode"], associated["Session"]
refused["setUp"] = refusal(
    client.verify_software_token, Session=session, UserCode=wrong_code_of(secret)
)
used = code_of(secret)
verified = client.verify_software_token(Session=session, UserCode=used)

# The example does not answer MFA_SETUP: it begins again, and the app is there.
started_again = client.admin_initiate_auth(**start(password))
session = started_again["Session"]
respond = client.admin_respond_to_auth_challenge
refused["code"] = refusal(respond, **answer(session, wrong_code_of(secret)))
refused["usedCode"] = refusal(respond, **answer(session, used))
tokens = respond(**answer(session, code_of(secret, 1)))["AuthenticationResult"]

device = {
    "key": tokens["NewDeviceMetadata"]["DeviceKey"],
    "groupKey": tokens["NewDeviceMetadata"]["DeviceGroupKey"],
}
config = {"Salt": "AA=="}
while not has_sign_bytes(config) or len(config) < 2:
    device["password"] = base64_text(secrets.token_bytes(40))
    config = verifier_config(device, 1 << 127 | secrets.randbits(127))
for name in config:
    negative = {**config, name: without_sign_byte(config[name])}
    refused[f"negative{name}"] = refusal(client.confirm_device, **confirmation(tokens, negative))
confirmed = client.confirm_device(**confirmation(tokens, config))


def from_device(password):
    return {
        "ClientId": given["clientId"],
        "AuthFlow": "USER_PASSWORD_AUTH",
        "AuthParameters": {
            "USERNAME": username,
            "PASSWORD": password,
            "DEVICE_KEY": device["key"],
        },
    }


def tracked(name, responses):
    """No Session goes back."""
    return client.respond_to_auth_challenge(
        ClientId=given["clientId"],
        ChallengeName=name,
        ChallengeResponses={"USERNAME": username, "DEVICE_KEY": device["key"], **responses},
    )


refused["passwordFromDevice"] = refusal(client.initiate_auth, **from_device(password + "?"))
opened = client.initiate_auth(**from_device(password))
opening = Opening()
asked = tracked(opened["ChallengeName"], {"SRP_A": opening.srp_a()})
proof = opening.answer(device, asked["ChallengeParameters"])
tracked_tokens = tracked(asked["ChallengeName"], proof)["AuthenticationResult"]

print(
    json.dumps(
        {
            "refused": refused,
            "status": verified["Status"],
            "challenges": [
                each["ChallengeName"] for each in (started, started_again, opened, asked)
            ],
            "confirmationNecessary": confirmed["UserConfirmationNecessary"],
            "device": {"key": device["key"], "groupKey": device["groupKey"]},
            "accessToken": tracked_tokens["AccessToken"],
            "newDevice": tracked_tokens.get("NewDeviceMetadata"),
        }
    )
)
