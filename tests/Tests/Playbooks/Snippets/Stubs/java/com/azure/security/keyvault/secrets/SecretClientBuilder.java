package com.azure.security.keyvault.secrets;

public class SecretClientBuilder {
    public SecretClientBuilder vaultUrl(String url) { return this; }
    public SecretClientBuilder credential(com.azure.core.credential.TokenCredential credential) { return this; }
    public SecretClient buildClient() { return new SecretClient(); }
}
