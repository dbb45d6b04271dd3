package io.weft.kubernetes.resource;

/** A document says something that is not allowed. The message names the field, its value and what is allowed. */
public final class ResourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 80;

    private final String field;

    /**
     * @param field path from the document's root, for instance {@code spec.ports[0].port}; empty for the document itself
     * @param value what stands there; shortened for the message
     * @param allowed a sentence part, for instance {@code a number from 1 to 65535 is allowed}
     */
    public ResourceException(String field, String value, String allowed) {
        super((field.isEmpty() ? "the document" : field) + " is " + shown(value) + ": " + allowed);
        this.field = field;
    }

    /** As given to the constructor. */
    public String field() {
        return field;
    }

    private static String shown(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    }
}
