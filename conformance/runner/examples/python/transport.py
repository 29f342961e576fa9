"""What is read of an answer over HTTP, and where an endpoint leads."""

import base64
import json
import math
from urllib.parse import urlsplit

from srp import Refused, require

WITHOUT_OUTPUT = {"AdminDeleteUser", "AdminForgetDevice", "DeleteUser", "ForgetDevice"}
MOST_BYTES = 1024 * 1024
MOST_LEVELS = 32
THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


def refuse_constant(text):
    """NaN and Infinity, which are no JSON."""
    raise ValueError(text)


def once(members):
    """Two readers of a member that is there twice may take one each."""
    found = dict(members)
    require(len(found) == len(members))
    return found


def finite(text):
    number = float(text)
    require(math.isfinite(number))
    return number


def levels(text):
    """How deep brackets are nested, counted before anything descends into them."""
    deepest = level = 0
    inside = escaped = False
    for character in text:
        if inside:
            inside = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            inside = True
        elif character in "[{":
            level += 1
            deepest = max(deepest, level)
        elif character in "]}":
            level -= 1
    return deepest


def read(i):
    body = base64.b64decode(i["body"])
    require(len(body) <= MOST_BYTES, "ERR_TRANSPORT")
    if not body:
        require(i["operation"] in WITHOUT_OUTPUT)
        return {}
    # A page of a proxy is no answer of the service's; broken JSON is one that went wrong.
    start = body.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    require(start[:1] and start[:1] in b'{["-0123456789tfn', "ERR_TRANSPORT")
    try:
        text = body.decode()
        require(levels(text) <= MOST_LEVELS)
        output = json.loads(
            text,
            object_pairs_hook=once,
            parse_constant=refuse_constant,
            parse_float=finite,
        )
    except ValueError:
        raise Refused("ERR_PROTOCOL") from None
    require(isinstance(output, dict))
    return output


def url(i):
    """One origin, over TLS or on this machine, spelled as it will be understood."""
    endpoint = i["endpoint"]
    plain = all("!" <= character <= "~" for character in endpoint)
    require(plain and not set(endpoint) & set("@?#\\"), "ERR_ARGUMENT")
    parts = urlsplit(endpoint)
    require(parts.hostname and parts.path in ("", "/"), "ERR_ARGUMENT")
    local = parts.scheme == "http" and parts.hostname in THIS_MACHINE
    require(parts.scheme == "https" or local, "ERR_ARGUMENT")
    return {"url": f"{parts.scheme}://{parts.netloc}/"}


TRANSPORT_OPS = {"transport.read": read, "transport.url": url}
