package com.google.cloud.secretmanager.v1;

public class SecretManagerServiceClient implements AutoCloseable {
    public static SecretManagerServiceClient create() throws java.io.IOException { return null; }
    public AccessSecretVersionResponse accessSecretVersion(SecretVersionName name) { return null; }
    @Override
    public void close() { }
}
