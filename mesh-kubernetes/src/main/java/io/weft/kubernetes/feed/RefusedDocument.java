package io.weft.kubernetes.feed;

/**
 * A document that was not taken.
 *
 * @param file where it stands; a name within the source
 * @param line of that file, from 1
 * @param field path of the culprit within the document, empty for the document or file as a whole
 * @param reason what is wrong, what is allowed and what the feed does meanwhile
 */
public record RefusedDocument(String file, int line, String field, String reason) {
    /** What comes from a document is kept to one line of printable characters. */
    public RefusedDocument {
        file = printable(file);
        field = printable(field);
        reason = printable(reason);
    }

    static String printable(String text) {
        return text.codePoints()
                .map(each -> Character.isISOControl(each) ? ' ' : each)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Override
    public String toString() {
        return file + ":" + line + ": " + reason;
    }
}
