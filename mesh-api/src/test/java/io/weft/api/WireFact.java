package io.weft.api;

/** One thing two peers must agree on. Names are full, package included; {@code owner} is what the fact belongs to. */
sealed interface WireFact {
    /** The first number of ours in a message of the proxy API. */
    int FIRST_NUMBER_OF_OURS = 50_001;

    String owner();

    /** Whether Weft added this to the proxy API. */
    default boolean isOurs() {
        return owner().startsWith("io.weft.")
                || (this instanceof Field field && field.number() >= FIRST_NUMBER_OF_OURS);
    }

    /**
     * A field of a message.
     *
     * @param type a scalar, a full name, or {@code map<K,V>}
     * @param label {@code repeated}, or {@code -} for a single value or a map
     * @param oneof the oneof it belongs to, or {@code -}
     */
    record Field(String owner, int number, String name, String type, String label, String oneof) implements WireFact {}

    /** A value of an enum. */
    record EnumValue(String owner, int number, String name) implements WireFact {}

    /** A method of a service; a streamed message has {@code stream} before its name. */
    record Method(String owner, String name, String request, String response) implements WireFact {}

    /** A number or a name that a message must never use again. */
    record Reserved(String owner, String what) implements WireFact {}

    /** A message without fields, which no other fact would mention. */
    record Empty(String owner) implements WireFact {}
}
