package com.google.api.gax.rpc;

public class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
