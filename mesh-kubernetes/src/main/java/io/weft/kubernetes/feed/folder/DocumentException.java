package io.weft.kubernetes.feed.folder;

/** A document cannot be parsed. */
final class DocumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String field;

    /**
     * Blames a place.
     *
     * @param line of the file, from 1
     * @param field path within the document, empty if unknown
     */
    DocumentException(int line, String field, String reason) {
        super(reason);
        this.line = line;
        this.field = field;
    }

    int line() {
        return line;
    }

    String field() {
        return field;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
