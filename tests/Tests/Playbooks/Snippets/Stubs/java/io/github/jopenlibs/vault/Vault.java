package io.github.jopenlibs.vault;

public interface Vault {
    static Vault create(VaultConfig config, Integer engineVersion) { return null; }
    io.github.jopenlibs.vault.api.Logical logical();
}
