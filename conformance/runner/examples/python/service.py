"""The service's side, and what both sides make of a client's secret."""

import base64
import binascii
import hmac
import re
from datetime import datetime, timezone

from srp import G, K, MONTHS, N, Refused, claim_key, is_text, mac, number, require
from srp import scrambler_u, timestamp_of, to_base64

REFUSED = "NotAuthorizedException"
INVALID = "InvalidParameterException"
ACCEPTED = {"accepted": True}
TOLERANCE_MS = 5 * 60 * 1000


def same(left, right):
    """Base64 that says the same bytes in the one spelling that there is."""
    return isinstance(left, str) and hmac.compare_digest(left.encode(), right.encode())


def check_claim(i):
    text = i["SRP_A"]
    require(isinstance(text, str) and re.fullmatch("[0-9A-Fa-f]{1,770}", text), INVALID)
    public_a = int(text, 16)
    require(public_a % N != 0, INVALID)
    verifier, b = number(i, "verifier"), number(i, "secretB")
    public_b = (K * verifier + pow(G, b, N)) % N
    u = scrambler_u(public_a, public_b)
    s = pow(public_a * pow(verifier, u, N), b, N)
    identity = (i["poolName"] + i["userIdForSrp"]).encode()
    block = base64.b64decode(i["SECRET_BLOCK"])
    expected = to_base64(mac(claim_key(s, u), identity, block, i["TIMESTAMP"].encode()))
    require(same(i["PASSWORD_CLAIM_SIGNATURE"], expected), REFUSED)
    return ACCEPTED


def check_timestamp(i):
    """Read, and printed again: only what comes out the same was right."""
    match = re.fullmatch(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) (\d{1,2}) (\d\d):(\d\d):(\d\d) UTC (\d{4})", i["TIMESTAMP"], re.ASCII)
    require(match and match[2] in MONTHS, INVALID)
    month = MONTHS.index(match[2]) + 1
    day, hour, minute, second, year = (int(part) for part in match.groups()[2:])
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc)
    except ValueError:
        raise Refused(INVALID) from None
    then_ms = int(moment.timestamp()) * 1000
    require(timestamp_of(then_ms) == i["TIMESTAMP"], REFUSED)
    require(abs(i["serverTimeMs"] - then_ms) <= TOLERANCE_MS, REFUSED)
    return ACCEPTED


def positive(text):
    """A positive number in two's complement, as base64."""
    require(isinstance(text, str) and text != "", INVALID)
    try:
        octets = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise Refused(INVALID) from None
    value = int.from_bytes(octets, "big", signed=True)
    require(value > 0, INVALID)
    return value


def check_device_verifier(i):
    sent = i["DeviceSecretVerifierConfig"]
    positive(sent.get("Salt"))
    require(positive(sent.get("PasswordVerifier")) < N, INVALID)
    return ACCEPTED


def secret_hash(i):
    for name in ("clientId", "clientSecret", "username"):
        require(is_text(i[name]), "ERR_ARGUMENT")
    key, message = i["clientSecret"].encode(), (i["username"] + i["clientId"]).encode()
    return {"SECRET_HASH": to_base64(mac(key, message))}


def check_secret_hash(i):
    sent = i.get("SECRET_HASH")
    if i["clientSecret"] == "":
        require(sent is None, REFUSED)
    else:
        require(same(sent, secret_hash(i)["SECRET_HASH"]), REFUSED)
    return ACCEPTED


def split_pool_id(i):
    text = i["userPoolId"]
    match = re.fullmatch("([A-Za-z0-9-]+)_([A-Za-z0-9]+)", text)
    require(match and len(text) <= 55, "ERR_ARGUMENT")
    return {"region": match[1], "poolName": match[2]}


SERVICE_OPS = {
    "server.checkClaim": check_claim,
    "server.checkTimestamp": check_timestamp,
    "server.checkDeviceVerifier": check_device_verifier,
    "server.checkSecretHash": check_secret_hash,
    "secretHash.create": secret_hash,
    "poolId.split": split_pool_id,
}
