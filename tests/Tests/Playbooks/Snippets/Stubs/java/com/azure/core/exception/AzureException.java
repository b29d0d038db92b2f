package com.azure.core.exception;

public class AzureException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
