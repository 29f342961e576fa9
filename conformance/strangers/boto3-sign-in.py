"""Signs in with boto3 as an invited user: reads what it needs from stdin, prints what happened."""

import json
import sys

from _boto3_client import connect

given = json.load(sys.stdin)
username, password, new_password = given["username"], given["password"], given["newPassword"]
client = connect(given["endpoint"])


def opening(password):
    return {
        "ClientId": given["clientId"],
        "AuthFlow": "USER_PASSWORD_AUTH",
        "AuthParameters": {"USERNAME": username, "PASSWORD": password},
    }


try:
    client.initiate_auth(**opening("Wrong-Password-3"))
    refused = None
except client.exceptions.NotAuthorizedException as error:
    refused = error.response["Error"]
opened = client.initiate_auth(**opening(password))
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
            "refusal": refused,
            "challenge": opened["ChallengeName"],
            "accessToken": tokens["AccessToken"],
            "expiresIn": tokens["ExpiresIn"],
            "username": user["Username"],
            "attributes": {each["Name"]: each["Value"] for each in user["UserAttributes"]},
            "created": described["UserCreateDate"].isoformat(),
        }
    )
)
