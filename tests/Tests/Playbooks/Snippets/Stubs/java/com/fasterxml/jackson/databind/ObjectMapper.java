package com.fasterxml.jackson.databind;

public class ObjectMapper {
    public JsonNode readTree(String text) throws com.fasterxml.jackson.core.JsonProcessingException { return new JsonNode(); }
}
