package io.weft.kubernetes.resource;

/** A document says something that is not allowed. The message names the field, its value and what is allowed. */
public final class ResourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 80;

    private final String field;
    private final boolean malformed;

    /**
     * @param field path from the document's root, for instance {@code spec.ports[0].port}; empty for the document itself
     * @param value what stands there; shortened for the message
     * @param allowed a sentence part, for instance {@code a number from 1 to 65535 is allowed}
     */
    public ResourceException(String field, String value, String allowed) {
        this(field, value, allowed, false);
    }

    private ResourceException(String field, String value, String allowed, boolean malformed) {
        super((field.isEmpty() ? "the document" : field) + " is " + shown(value) + ": " + allowed);
        this.field = field;
        this.malformed = malformed;
    }

    /** As the constructor's, of a document that its kind's schema does not describe. */
    static ResourceException malformed(String field, String value, String allowed) {
        return new ResourceException(field, value, allowed, true);
    }

    /** As given to the constructor. */
    public String field() {
        return field;
    }

    /** Whether the schema we know does not describe what stands there; else it does, and it is not allowed. */
    public boolean isMalformed() {
        return malformed;
    }

    private static String shown(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    }
}
