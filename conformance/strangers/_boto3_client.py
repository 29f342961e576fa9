"""boto3 on the local pool, and how it was refused."""

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError


def connect(endpoint):
    return boto3.client(
        "cognito-idp",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="not-checked",
        aws_secret_access_key="not-checked",
        config=Config(proxies={}),
    )


def refusal(call, **arguments):
    """Code and message of the exception that a call ends with; None for none."""
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]
    return None
