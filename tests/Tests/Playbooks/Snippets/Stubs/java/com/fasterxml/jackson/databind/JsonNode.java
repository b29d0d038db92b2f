package com.fasterxml.jackson.databind;

public class JsonNode {
    public boolean isObject() { return true; }
    public boolean isTextual() { return true; }
    public boolean hasNonNull(String name) { return true; }
    public JsonNode path(String name) { return this; }
    public String textValue() { return ""; }
}
