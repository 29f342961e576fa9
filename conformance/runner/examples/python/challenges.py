"""Cognito's challenges: what is read of each, and what goes out for an answer."""

import json
import re

from srp import G, N, Refused, is_text, prove, require

ARGUMENT = "ERR_ARGUMENT"


def parameter(i, name):
    value = i["parameters"].get(name)
    require(isinstance(value, str) and value != "")
    return value


def parsed(text, kind):
    try:
        value = json.loads(text)
    except ValueError:
        raise Refused("ERR_PROTOCOL") from None
    require(isinstance(value, kind))
    return value


def names_in(i, name):
    """A list of challenge names, inside a text."""
    names = parsed(parameter(i, name), list)
    require(names and all(isinstance(one, str) for one in names))
    return names


def respond(**responses):
    return {"kind": "respond", "responses": responses}


def chosen(names, answer):
    require(answer.get("challenge") in names, ARGUMENT)
    return respond(ANSWER=answer["challenge"])


def digits(answer, longest):
    """People type spaces and hyphens; the service takes ASCII digits alone."""
    code = answer.get("code")
    require(isinstance(code, str), ARGUMENT)
    code = re.sub(r"[\s-]", "", code)
    require(re.fullmatch(f"[0-9]{{6,{longest}}}", code), ARGUMENT)
    return code


def password_of(answer):
    require(is_text(answer.get("password"), 256), ARGUMENT)
    return answer["password"]


def device_of(answer):
    device = answer.get("device", {})
    for name in ("deviceKey", "deviceGroupKey", "devicePassword"):
        require(is_text(device.get(name)), ARGUMENT)
    return device


def secret_a(i):
    return int(i["context"]["secretA"], 16)


def srp_a(i):
    return f"{pow(G, secret_a(i), N):x}"


# Proofs


def read_proof(i):
    return {
        "saltHex": parameter(i, "SALT"),
        "publicBHex": parameter(i, "SRP_B"),
        "secretBlockBase64": parameter(i, "SECRET_BLOCK"),
    }


def claim(i, pool_name, user_id, password, **more):
    parameters, now_ms = i["parameters"], i["context"]["nowMs"]
    who = {"poolName": pool_name, "userIdForSrp": user_id, "password": password}
    timestamp, signature = prove(secret_a(i), {**parameters, **who, "nowMs": now_ms})
    return respond(
        PASSWORD_CLAIM_SECRET_BLOCK=parameters["SECRET_BLOCK"],
        PASSWORD_CLAIM_SIGNATURE=signature,
        TIMESTAMP=timestamp,
        **more,
    )


def reply_password_verifier(i, answer):
    user_id = parameter(i, "USER_ID_FOR_SRP")
    return claim(i, i["context"]["poolName"], user_id, password_of(answer))


def reply_device_password_verifier(i, answer):
    device = device_of(answer)
    key = device["deviceKey"]
    return claim(i, device["deviceGroupKey"], key, device["devicePassword"], DEVICE_KEY=key)


# Codes


def read_delivery(i):
    sent = i["parameters"]
    return {
        "medium": sent.get("CODE_DELIVERY_DELIVERY_MEDIUM", ""),
        "destination": sent.get("CODE_DELIVERY_DESTINATION", ""),
    }


def code_challenge(name, longest):
    return read_delivery, lambda i, answer: respond(**{name: digits(answer, longest)})


# Choices, and a new password


def read_new_password(i):
    required = parsed(i["parameters"].get("requiredAttributes", "[]"), list)
    present = parsed(i["parameters"].get("userAttributes", "{}"), dict)
    return {
        "requiredAttributes": [name.replace("userAttributes.", "", 1) for name in required],
        "userAttributes": {name: one for name, one in present.items() if isinstance(one, str)},
    }


def reply_new_password(i, answer):
    prompt = read_new_password(i)
    require(is_text(answer.get("newPassword"), 256), ARGUMENT)
    attributes = answer.get("attributes", {})
    require(all(name in attributes for name in prompt["requiredAttributes"]), ARGUMENT)
    new = {
        f"userAttributes.{name}": value
        for name, value in attributes.items()
        if prompt["userAttributes"].get(name) != value
    }
    return respond(NEW_PASSWORD=answer["newPassword"], **new)


def read_available(i):
    require(i["available"])
    return {"available": i["available"]}


def read_custom(i):
    return {"parameters": i["parameters"]}


def reply_custom(_, answer):
    text = answer.get("answer")
    require(text == "" or is_text(text), ARGUMENT)
    return respond(ANSWER=text)


# Setting up a second factor: calls of its own, so there are stages


def read_mfa_setup(i):
    stage = i.get("stage")
    if stage == "associated":
        secret = i["outputs"]["associated"].get("SecretCode", "")
        require(re.fullmatch("[A-Z2-7]+=*", secret))
        return {"kind": "scan", "secretCode": secret}
    if stage == "verified":
        is_done = i["outputs"]["verified"].get("Status") == "SUCCESS"
        return {"kind": "verified" if is_done else "not-verified"}
    return {"kind": "choose", "methods": names_in(i, "MFAS_CAN_SETUP")}


def reply_mfa_setup(i, answer):
    prompt = read_mfa_setup(i)
    said = (prompt["kind"], answer.get("kind"))
    methods = prompt.get("methods", [])
    if said == ("choose", "totp") and "SOFTWARE_TOKEN_MFA" in methods:
        return call("AssociateSoftwareToken", "associated")
    if said == ("choose", "email") and "EMAIL_OTP" in methods:
        require(re.fullmatch(r"[^@\s]+@[^@\s]+", answer["email"]), ARGUMENT)
        return respond(EMAIL=answer["email"])
    if said == ("scan", "code"):
        sent = {"UserCode": digits(answer, 6)}
        if "friendlyDeviceName" in answer:
            sent["FriendlyDeviceName"] = answer["friendlyDeviceName"]
        return call("VerifySoftwareToken", "verified", **sent)
    if said == ("verified", "finish"):
        return respond()
    if said == ("not-verified", "finish"):
        return {"kind": "ask", "stage": "associated"}
    raise Refused(ARGUMENT)


def call(operation, stage, **sent):
    return {"kind": "call", "operation": operation, "input": sent, "stage": stage}


# Passkeys


def read_web_authn(i):
    options = parsed(parameter(i, "CREDENTIAL_REQUEST_OPTIONS"), dict)
    require(isinstance(options.get("challenge"), str))
    return {"options": options}


def reply_web_authn(_, answer):
    credential = answer.get("credential", {})
    response = credential.get("response", {})
    members = ("clientDataJSON", "authenticatorData", "signature")
    require(is_text(credential.get("id")), ARGUMENT)
    require(all(is_text(response.get(name), 65536) for name in members), ARGUMENT)
    return respond(CREDENTIAL=json.dumps(credential, separators=(",", ":"), ensure_ascii=False))


def unanswerable(*_):
    raise Refused("ERR_UNSUPPORTED")


def read_nothing(i):
    return i["parameters"]


CHALLENGES = {
    "ADMIN_NO_SRP_AUTH": (unanswerable, unanswerable),
    "CUSTOM_CHALLENGE": (read_custom, reply_custom),
    "DEVICE_PASSWORD_VERIFIER": (read_proof, reply_device_password_verifier),
    "DEVICE_SRP_AUTH": (
        read_nothing,
        lambda i, answer: respond(DEVICE_KEY=device_of(answer)["deviceKey"], SRP_A=srp_a(i)),
    ),
    "EMAIL_OTP": code_challenge("EMAIL_OTP_CODE", 8),
    "MFA_SETUP": (read_mfa_setup, reply_mfa_setup),
    "NEW_PASSWORD_REQUIRED": (read_new_password, reply_new_password),
    "PASSWORD": (read_nothing, lambda _, answer: respond(PASSWORD=password_of(answer))),
    "PASSWORD_SRP": (read_nothing, lambda i, _: respond(SRP_A=srp_a(i))),
    "PASSWORD_VERIFIER": (
        lambda i: {"userIdForSrp": parameter(i, "USER_ID_FOR_SRP"), **read_proof(i)},
        reply_password_verifier,
    ),
    "SELECT_CHALLENGE": (
        read_available,
        lambda i, answer: chosen(read_available(i)["available"], answer),
    ),
    "SELECT_MFA_TYPE": (
        lambda i: {"available": names_in(i, "MFAS_CAN_CHOOSE")},
        lambda i, answer: chosen(names_in(i, "MFAS_CAN_CHOOSE"), answer),
    ),
    "SMS_MFA": code_challenge("SMS_MFA_CODE", 6),
    "SMS_OTP": code_challenge("SMS_OTP_CODE", 8),
    "SOFTWARE_TOKEN_MFA": (
        lambda i: {"friendlyDeviceName": i["parameters"].get("FRIENDLY_DEVICE_NAME", "")},
        lambda _, answer: respond(SOFTWARE_TOKEN_MFA_CODE=digits(answer, 6)),
    ),
    "WEB_AUTHN": (read_web_authn, reply_web_authn),
}

CHALLENGE_OPS = {
    "challenge.read": lambda i: {"prompt": CHALLENGES[i["challenge"]][0](i)},
    "challenge.reply": lambda i: {"reply": CHALLENGES[i["challenge"]][1](i, i["answer"])},
}
