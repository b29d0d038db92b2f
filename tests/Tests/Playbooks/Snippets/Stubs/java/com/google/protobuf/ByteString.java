package com.google.protobuf;

public class ByteString {
    public String toStringUtf8() { return ""; }
}
