"""Amazon Cognito's SRP in plain Python.

Python's integers take a time that depends on their values: this is for testing, not for signing
anybody in.
"""

import base64
import binascii
import hashlib
import hmac
import re
from datetime import datetime, timezone

N = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F"
    "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
    "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510"
    "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7"
    "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C"
    "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
    16,
)
G = 2
DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
LAST_MS = 253_402_300_800_000  # the year 10000
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class Refused(Exception):
    """What cannot be right. The argument is the error's code."""


# The arithmetic


def pad(n):
    """Two's complement, as short as it gets: Java's BigInteger.toByteArray()."""
    return n.to_bytes(n.bit_length() // 8 + 1, "big")


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def hash_integer(*parts):
    return int.from_bytes(sha256(*parts), "big")


def mac(key, *parts):
    return hmac.new(key, b"".join(parts), hashlib.sha256).digest()


K = hash_integer(pad(N), pad(G))


def private_x(salt, identity, password):
    return hash_integer(pad(salt), sha256(f"{identity}:{password}".encode()))


def scrambler_u(public_a, public_b):
    return hash_integer(pad(public_a), pad(public_b))


def client_s(public_b, x, a, u):
    return pow((public_b - K * pow(G, x, N)) % N, a + u * x, N)


def claim_key(s, u):
    """HKDF with one block of output."""
    return mac(mac(pad(u), pad(s)), b"Caldera Derived Key\x01")[:16]


def timestamp_of(now_ms):
    now = datetime.fromtimestamp(now_ms // 1000, timezone.utc)
    day = f"{DAYS[now.weekday()]} {MONTHS[now.month - 1]} {now.day}"
    return f"{day} {now:%H:%M:%S} UTC {now.year:04d}"


def to_base64(octets):
    return base64.b64encode(octets).decode()


# What a client looks at before it computes


def require(holds, code="ERR_PROTOCOL"):
    if not holds:
        raise Refused(code)


def is_text(value, longest=4096):
    """Text that has a UTF-8 form."""
    if not isinstance(value, str) or not 0 < len(value) <= longest:
        return False
    return not any("\ud800" <= character <= "\udfff" for character in value)


def integer_of(text, most_digits):
    """Hex of any case and any width up to the one given."""
    require(isinstance(text, str) and len(text) <= most_digits)
    require(re.fullmatch("[0-9A-Fa-f]+", text))
    return int(text, 16)


def bytes_of(text):
    """Standard base64 and nothing else."""
    require(isinstance(text, str) and 0 < len(text) <= 65536 and text.isascii())
    try:
        octets = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise Refused("ERR_PROTOCOL") from None
    require(to_base64(octets) == text)
    return octets


def prove(a, i):
    """What answers PASSWORD_VERIFIER: the time, and a signature under a key that the password gives."""
    require(is_text(i["poolName"]) and is_text(i["password"], 256), "ERR_ARGUMENT")
    require(is_text(i["userIdForSrp"]))
    public_b, salt = integer_of(i["SRP_B"], 2 * 384), integer_of(i["SALT"], 128)
    secret_block = bytes_of(i["SECRET_BLOCK"])
    require(0 < public_b < N and salt != 0)
    identity = i["poolName"] + i["userIdForSrp"]
    public_a = pow(G, a, N)
    x, u = private_x(salt, identity, i["password"]), scrambler_u(public_a, public_b)
    require(u != 0)
    s = client_s(public_b, x, a, u)
    require(s != 0)
    timestamp = timestamp_of(i["nowMs"])
    signature = mac(claim_key(s, u), identity.encode(), secret_block, timestamp.encode())
    return timestamp, to_base64(signature)


# The operations, by name. Integers travel as hex, bytes as base64; claimKey is hex.


def number(i, name):
    return int(i[name], 16)


def srp_signature(i):
    identity = (i["poolName"] + i["userIdForSrp"]).encode()
    block, key = base64.b64decode(i["secretBlock"]), bytes.fromhex(i["claimKey"])
    return {"signature": to_base64(mac(key, identity, block, i["timestamp"].encode()))}


def srp_device_verifier(i):
    salt = number(i, "salt")
    x = private_x(salt, i["deviceGroupKey"] + i["deviceKey"], i["devicePassword"])
    return {"Salt": to_base64(pad(salt)), "PasswordVerifier": to_base64(pad(pow(G, x, N)))}


def srp_prove(i):
    a = number(i, "secretA")
    timestamp, signature = prove(a, i)
    return {
        "SRP_A": f"{pow(G, a, N):x}",
        "TIMESTAMP": timestamp,
        "PASSWORD_CLAIM_SIGNATURE": signature,
    }


def srp_check_public_a(i):
    require(0 < integer_of(i["SRP_A"], 2 * 385) < N)
    return {"accepted": True}


def srp_timestamp(i):
    require(0 <= i["nowMs"] < LAST_MS, "ERR_ARGUMENT")
    return {"timestamp": timestamp_of(i["nowMs"])}


def srp_x(i):
    identity = i["poolName"] + i["userIdForSrp"]
    return {"x": f"{private_x(number(i, 'salt'), identity, i['password']):x}"}


def srp_public_b(i):
    public_b = (K * number(i, "verifier") + pow(G, number(i, "secretB"), N)) % N
    return {"publicB": f"{public_b:x}"}


def srp_u(i):
    return {"u": f"{scrambler_u(number(i, 'publicA'), number(i, 'publicB')):x}"}


def srp_client_s(i):
    s = client_s(number(i, "publicB"), number(i, "x"), number(i, "secretA"), number(i, "u"))
    return {"S": f"{s:x}"}


def srp_server_s(i):
    base = number(i, "publicA") * pow(number(i, "verifier"), number(i, "u"), N)
    return {"S": f"{pow(base, number(i, 'secretB'), N):x}"}


SRP_OPS = {
    "srp.pad": lambda i: {"padded": pad(number(i, "hex")).hex()},
    "srp.x": srp_x,
    "srp.verifier": lambda i: {"verifier": f"{pow(G, number(i, 'x'), N):x}"},
    "srp.publicA": lambda i: {"publicA": f"{pow(G, number(i, 'secretA'), N):x}"},
    "srp.publicB": srp_public_b,
    "srp.u": srp_u,
    "srp.clientS": srp_client_s,
    "srp.serverS": srp_server_s,
    "srp.claimKey": lambda i: {"claimKey": claim_key(number(i, "S"), number(i, "u")).hex()},
    "srp.signature": srp_signature,
    "srp.timestamp": srp_timestamp,
    "srp.deviceVerifier": srp_device_verifier,
    "srp.prove": srp_prove,
    "srp.checkPublicA": srp_check_public_a,
}
