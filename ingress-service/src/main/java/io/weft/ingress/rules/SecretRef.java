package io.weft.ingress.rules;

/** A Secret that a rule names, which need not exist. */
public record SecretRef(String namespace, String name) {}
