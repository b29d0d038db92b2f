package io.github.jopenlibs.vault;

public class VaultConfig {
    public VaultConfig address(String address) { return this; }
    public VaultConfig token(String token) { return this; }
    public VaultConfig nameSpace(String name) throws VaultException { return this; }
    public VaultConfig openTimeout(Integer seconds) { return this; }
    public VaultConfig readTimeout(Integer seconds) { return this; }
    public VaultConfig build() throws VaultException { return this; }
}
