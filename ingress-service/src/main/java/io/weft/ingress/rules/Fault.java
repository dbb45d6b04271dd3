package io.weft.ingress.rules;

/**
 * A part of an Ingress that cannot be followed.
 *
 * @param message for people; holds nothing secret
 */
public record Fault(IngressId ingress, String message) {}
