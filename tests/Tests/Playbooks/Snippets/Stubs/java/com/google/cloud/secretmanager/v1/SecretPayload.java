package com.google.cloud.secretmanager.v1;

public class SecretPayload {
    public com.google.protobuf.ByteString getData() { return null; }
}
