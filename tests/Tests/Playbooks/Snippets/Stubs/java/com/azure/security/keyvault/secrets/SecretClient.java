package com.azure.security.keyvault.secrets;

public class SecretClient {
    public com.azure.security.keyvault.secrets.models.KeyVaultSecret getSecret(String name) { return null; }
}
