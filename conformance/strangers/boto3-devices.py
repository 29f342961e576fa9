"""Has many devices of one user remembered, signs in from each, and tries what must not work.

Salts and SRP_A are given the shapes at which integers lose or gain a byte on the way.
"""

import itertools
import json
import secrets
import sys

from _boto3_client import connect, refusal
from _device_srp import Opening, base64_text, pad, verifier_config

SALT_BYTES = 16
SALTS = {
    "leading zero byte": lambda octets: b"\x00\x35" + octets[2:],
    "leading zero byte before a top bit": lambda octets: b"\x00\xb5" + octets[2:],
    "odd number of digits": lambda octets: b"\x05" + octets[1:],
    "top bit set": lambda octets: b"\xb5" + octets[1:],
    "top bit clear": lambda octets: b"\x35" + octets[1:],
}
PUBLIC_AS = {
    "leading zero byte": lambda public_a: public_a.bit_length() <= 3064,
    "odd number of digits": lambda public_a: len(f"{public_a:x}") % 2 == 1,
    "top bit set": lambda public_a: public_a.bit_length() == 3072,
    "top bit clear": lambda public_a: len(pad(public_a)) == 384,
}

given = json.load(sys.stdin)
client_id, username, password = given["clientId"], given["username"], given["password"]
client = connect(given["endpoint"])


def opening(device=None):
    key = {} if device is None else {"DEVICE_KEY": device["key"]}
    return {
        "ClientId": client_id,
        "AuthFlow": "USER_PASSWORD_AUTH",
        "AuthParameters": {"USERNAME": username, "PASSWORD": password, **key},
    }


def tracked(name, device, responses, session=None):
    return {
        "ClientId": client_id,
        "ChallengeName": name,
        "ChallengeResponses": {"USERNAME": username, "DEVICE_KEY": device["key"], **responses},
        **({} if session is None else {"Session": session}),
    }


def new_device(salt):
    tokens = client.initiate_auth(**opening())["AuthenticationResult"]
    device = {
        "key": tokens["NewDeviceMetadata"]["DeviceKey"],
        "groupKey": tokens["NewDeviceMetadata"]["DeviceGroupKey"],
        "password": base64_text(secrets.token_bytes(40)),
    }
    client.confirm_device(
        AccessToken=tokens["AccessToken"],
        DeviceKey=device["key"],
        DeviceSecretVerifierConfig=verifier_config(device, salt),
    )
    return device, tokens


def ask(device, is_wanted, echo_session):
    """Signs in up to the proof; the sessions go back, or are left out."""
    session_of = lambda reply: reply["Session"] if echo_session else None
    opened = client.initiate_auth(**opening(device))
    begun = Opening(is_wanted)
    responses = {"SRP_A": begun.srp_a()}
    asked = client.respond_to_auth_challenge(
        **tracked(opened["ChallengeName"], device, responses, session_of(opened))
    )
    prove = lambda device: tracked(
        asked["ChallengeName"],
        device,
        begun.answer(device, asked["ChallengeParameters"]),
        session_of(asked),
    )
    return opened["ChallengeName"], asked["ChallengeName"], prove


def salt_of(shape):
    return int.from_bytes(SALTS[shape](secrets.token_bytes(SALT_BYTES)), "big")


respond = client.respond_to_auth_challenge
shapes = itertools.product(SALTS, PUBLIC_AS, (False, True))
seen = []
devices = []
for salt_shape, a_shape, echo_session in shapes:
    device, tokens = new_device(salt_of(salt_shape))
    devices.append((device, tokens))
    wrong = None
    if echo_session:
        *_, prove = ask(device, PUBLIC_AS[a_shape], echo_session)
        wrong = refusal(respond, **prove({**device, "password": device["password"] + "?"}))
    *challenges, prove = ask(device, PUBLIC_AS[a_shape], echo_session)
    answer = prove(device)
    result = respond(**answer)["AuthenticationResult"]
    seen.append(
        {
            "shapes": [salt_shape, a_shape, echo_session],
            "challenges": challenges,
            "device": device["key"],
            "accessToken": result["AccessToken"],
            "newDevice": result.get("NewDeviceMetadata"),
            "wrong": wrong,
            "replayed": refusal(respond, **answer),
        }
    )

(first, first_tokens), (second, second_tokens) = devices[:2]
any_a = lambda public_a: True
refused = {}

# One device's proof, in the name of another one.
*_, prove = ask(first, any_a, False)
refused["otherDevice"] = refusal(respond, **prove(second))
# No first factor was shown for this device.
refused["noFirstFactor"] = refusal(
    respond, **tracked("DEVICE_SRP_AUTH", second, {"SRP_A": Opening().srp_a()})
)
refused["confirmedTwice"] = refusal(
    client.confirm_device,
    AccessToken=first_tokens["AccessToken"],
    DeviceKey=first["key"],
    DeviceSecretVerifierConfig=verifier_config(first, salt_of("top bit clear")),
)


def refresh(token, **device_key):
    return {
        "ClientId": client_id,
        "AuthFlow": "REFRESH_TOKEN_AUTH",
        "AuthParameters": {"REFRESH_TOKEN": token, **device_key},
    }


token = first_tokens["RefreshToken"]
refused["refreshWithoutKey"] = refusal(client.initiate_auth, **refresh(token))
refused["refreshWithOtherKey"] = refusal(
    client.initiate_auth, **refresh(token, DEVICE_KEY=second["key"])
)
refreshed = client.initiate_auth(**refresh(token, DEVICE_KEY=first["key"]))["AuthenticationResult"]

user = {"AccessToken": second_tokens["AccessToken"]}
pages = [client.list_devices(Limit=30, **user)]
while "PaginationToken" in pages[-1]:
    pages.append(
        client.list_devices(Limit=30, PaginationToken=pages[-1]["PaginationToken"], **user)
    )
listed = [each["DeviceKey"] for page in pages for each in page["Devices"]]

client.forget_device(DeviceKey=first["key"], **user)
refused["forgotten"] = refusal(client.initiate_auth, **opening(first))
refused["forgottenRefresh"] = refusal(
    client.initiate_auth, **refresh(token, DEVICE_KEY=first["key"])
)
refused["forgottenRead"] = refusal(client.get_device, DeviceKey=first["key"], **user)



def remember(status):
    """What the device is asked after that."""
    client.update_device_status(DeviceKey=second["key"], DeviceRememberedStatus=status, **user)
    return client.initiate_auth(**opening(second)).get("ChallengeName")


print(
    json.dumps(
        {
            "seen": seen,
            "refused": refused,
            "refreshed": refreshed["AccessToken"],
            "pages": [len(page["Devices"]) for page in pages],
            "allListed": sorted(listed) == sorted(device["key"] for device, _ in devices),
            "asked": {status: remember(status) for status in ("not_remembered", "remembered")},
        }
    )
)
