"""Signs in with boto3 as an invited user: reads what it needs from stdin, prints what happened."""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

given = json.load(sys.stdin)
username, password, new_password = given["username"], given["password"], given["newPassword"]
client = boto3.client(
    "cognito-idp",
    endpoint_url=given["endpoint"],
    region_name="us-east-1",
    aws_access_key_id="not-checked",
    aws_secret_access_key="not-checked",
    config=Config(proxies={}),
)


def initiate(password):
    return client.initiate_auth(
        ClientId=given["clientId"],
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": username, "PASSWORD": password},
    )


try:
    initiate("Wrong-Password-3")
    refusal = None
except client.exceptions.NotAuthorizedException as error:
    refusal = error.response["Error"]
except ClientError as error:
    refusal = {"Code": f"not modelled: {error}"}

opened = initiate(password)
answered = client.respond_to_auth_challenge(
    ClientId=given["clientId"],
    ChallengeName=opened["ChallengeName"],
    Session=opened["Session"],
    ChallengeResponses={"USERNAME": username, "NEW_PASSWORD": new_password},
)
tokens = answered["AuthenticationResult"]
user = client.get_user(AccessToken=tokens["AccessToken"])
described = client.admin_get_user(UserPoolId=given["userPoolId"], Username=username)

print(
    json.dumps(
        {
            "refusal": refusal,
            "challenge": opened["ChallengeName"],
            "accessToken": tokens["AccessToken"],
            "expiresIn": tokens["ExpiresIn"],
            "username": user["Username"],
            "attributes": {each["Name"]: each["Value"] for each in user["UserAttributes"]},
            "created": described["UserCreateDate"].isoformat(),
        }
    )
)
