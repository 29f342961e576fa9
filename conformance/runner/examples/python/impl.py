"""The program that the conformance runner questions.

    countersign-conformance run --config impl.json -- python3 impl.py

One JSON object a line comes in, one goes out: PROTOCOL.md says what is in them.
"""

import json
import sys

from challenges import CHALLENGE_OPS
from refusals import REFUSAL_OPS
from service import SERVICE_OPS
from srp import SRP_OPS, Refused
from transport import TRANSPORT_OPS

OPS = {**SRP_OPS, **SERVICE_OPS, **REFUSAL_OPS, **TRANSPORT_OPS, **CHALLENGE_OPS}


def answer(case):
    if case["op"] not in OPS:
        return {"skip": "unsupported"}
    try:
        return {"out": OPS[case["op"]](case["in"])}
    except Refused as refused:
        return {"error": str(refused)}


def serve():
    for line in sys.stdin:
        case = json.loads(line)
        print(json.dumps({"id": case["id"], **answer(case)}), flush=True)


if __name__ == "__main__":
    serve()
