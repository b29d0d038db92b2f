package com.azure.security.keyvault.secrets.models;

public class KeyVaultSecret {
    public String getValue() { return ""; }
}
