package io.github.jopenlibs.vault.rest;

public class RestResponse {
    public int getStatus() { return 200; }
}
