package io.github.jopenlibs.vault.api;

public class Logical {
    public io.github.jopenlibs.vault.response.LogicalResponse read(String path) throws io.github.jopenlibs.vault.VaultException { return null; }
}
