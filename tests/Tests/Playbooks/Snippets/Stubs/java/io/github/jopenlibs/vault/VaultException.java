package io.github.jopenlibs.vault;

public class VaultException extends Exception {
    private static final long serialVersionUID = 1L;
}
