package com.google.cloud.secretmanager.v1;

public class SecretVersionName {
    public static SecretVersionName of(String project, String secret, String version) { return null; }
}
