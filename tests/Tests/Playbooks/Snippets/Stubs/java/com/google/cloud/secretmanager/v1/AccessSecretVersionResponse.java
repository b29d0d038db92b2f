package com.google.cloud.secretmanager.v1;

public class AccessSecretVersionResponse {
    public SecretPayload getPayload() { return null; }
}
