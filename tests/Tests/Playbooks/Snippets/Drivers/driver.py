import hashlib
import os

endpoint = os.environ.get("AWS_ENDPOINT_URL_SECRETS_MANAGER")
if endpoint:
    import boto3

    # Older releases, Debian's among them, do not know the variable.
    client = boto3.client
    boto3.client = lambda name: client(name, endpoint_url=endpoint)

from credential import read_credential  # noqa: E402

credential = read_credential()
print(credential, repr(credential))
print("digest", hashlib.sha256("|".join([credential.account_id or "", credential.client_id, credential.secret]).encode()).hexdigest())
