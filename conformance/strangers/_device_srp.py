"""The device's side of SRP as Amazon Cognito speaks it, with nothing but the standard library.

Written from the protocol alone, on Python's own integers: it shares no code with this repository.
"""

import base64
import datetime
import hashlib
import hmac
import secrets

# RFC 3526, group 15.
N = int(
    "".join(
        """
        FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74
        020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437
        4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED
        EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05
        98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB
        9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B
        E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718
        3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33
        A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7
        ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864
        D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E2
        08E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF
        """.split()
    ),
    16,
)
G = 2
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def pad(number):
    """The bytes of a signed integer: a zero byte in front where the top bit is set."""
    return number.to_bytes(number.bit_length() // 8 + 1, "big")


def digest(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def integer(octets):
    return int.from_bytes(octets, "big")


K = integer(digest(pad(N), pad(G)))


def private_x(device, salt):
    """`device` has groupKey, key and password."""
    identity = f"{device['groupKey']}{device['key']}:{device['password']}"
    return integer(digest(pad(salt), digest(identity.encode())))


def base64_text(octets):
    return base64.b64encode(octets).decode()


def verifier_config(device, salt):
    """What ConfirmDevice takes as DeviceSecretVerifierConfig."""
    verifier = pow(G, private_x(device, salt), N)
    return {"Salt": base64_text(pad(salt)), "PasswordVerifier": base64_text(pad(verifier))}


class Opening:
    """A secret of 256 bits, and SRP_A: good for one proof."""

    def __init__(self, is_wanted=lambda public_a: True):
        self.secret_a = secrets.randbits(256) | 1 << 255
        self.public_a = pow(G, self.secret_a, N)
        # G is 2: the next exponent costs a doubling.
        while not is_wanted(self.public_a):
            self.secret_a += 1
            self.public_a = self.public_a * 2 % N

    def srp_a(self):
        return f"{self.public_a:x}"

    def answer(self, device, parameters):
        """DEVICE_PASSWORD_VERIFIER's ChallengeResponses, without USERNAME."""
        public_b, salt = (int(parameters[name], 16) for name in ("SRP_B", "SALT"))
        u = integer(digest(pad(self.public_a), pad(public_b)))
        x = private_x(device, salt)
        shared = pow(public_b - K * pow(G, x, N), self.secret_a + u * x, N)
        extracted = hmac.new(pad(u), pad(shared), hashlib.sha256).digest()
        info = b"Caldera Derived Key" + b"\1"
        key = hmac.new(extracted, info, hashlib.sha256).digest()[:16]
        now = timestamp(datetime.datetime.now(datetime.timezone.utc))
        names = f"{device['groupKey']}{device['key']}".encode()
        signed = names + base64.b64decode(parameters["SECRET_BLOCK"]) + now.encode()
        return {
            "PASSWORD_CLAIM_SECRET_BLOCK": parameters["SECRET_BLOCK"],
            "PASSWORD_CLAIM_SIGNATURE": base64_text(hmac.new(key, signed, hashlib.sha256).digest()),
            "TIMESTAMP": now,
            "DEVICE_KEY": device["key"],
        }


def timestamp(moment):
    day, month = DAYS[moment.weekday()], MONTHS[moment.month - 1]
    return f"{day} {month} {moment.day} {moment:%H:%M:%S} UTC {moment.year}"
