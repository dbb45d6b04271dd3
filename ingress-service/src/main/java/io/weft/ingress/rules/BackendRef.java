package io.weft.ingress.rules;

/** Where a rule leads: a port of a Service, which need not exist. */
public record BackendRef(String namespace, String service, PortRef port) {}
