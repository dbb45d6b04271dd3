package io.weft.ingress.rules;

/** How a rule says which port of a Service it means. */
public sealed interface PortRef {
    record Numbered(int number) implements PortRef {}

    record Named(String name) implements PortRef {}
}
