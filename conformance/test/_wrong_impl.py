"""The Python example with one fault: u is hashed as 32 bytes, however short it is."""

import sys

sys.path.insert(0, sys.argv[1])

import impl  # noqa: E402
import srp  # noqa: E402


def claim_key(s, u):
    fixed = u.to_bytes(32, "big")
    padded = b"\0" + fixed if fixed[0] & 0x80 else fixed
    return srp.mac(srp.mac(padded, srp.pad(s)), b"Caldera Derived Key\x01")[:16]


srp.claim_key = claim_key
impl.serve()
