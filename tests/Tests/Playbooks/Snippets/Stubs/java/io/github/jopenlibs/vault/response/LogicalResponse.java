package io.github.jopenlibs.vault.response;

public class LogicalResponse {
    public io.github.jopenlibs.vault.rest.RestResponse getRestResponse() { return null; }
    public java.util.Map<String, String> getData() { return null; }
}
