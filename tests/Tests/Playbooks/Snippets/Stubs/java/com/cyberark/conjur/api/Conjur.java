package com.cyberark.conjur.api;

public class Conjur {
    public Variables variables() { return null; }
}
