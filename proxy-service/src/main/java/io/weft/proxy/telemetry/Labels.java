package io.weft.proxy.telemetry;

/**
 * Names and values of one series, in order, rendered once. Two are equal if their text is.
 *
 * <p>The older block of the exposition knows no escapes. A quote, a backslash or a control character there would let a
 * stranger's server name end the value and forge a series, so they are written as {@code _}; valid names hold none.
 *
 * <p>Threading: immutable.
 */
public final class Labels {
    /** Characters of a value: as many as a name of DNS and a port may have. What is longer is cut. */
    public static final int MOST_CHARACTERS = 261;

    public static final Labels EMPTY = new Labels("", "");

    private final String escaped;
    private final String plain;

    private Labels(String escaped, String plain) {
        this.escaped = escaped;
        this.plain = plain;
    }

    /**
     * Labels in this order.
     *
     * @param pairs name, value, name, value…; a value may be empty
     * @throws IllegalArgumentException if a name stands without a value
     */
    public static Labels of(String... pairs) {
        if (pairs.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "labels come in pairs of name and value, got " + pairs.length + " strings");
        }
        Labels all = EMPTY;
        for (int i = 0; i < pairs.length; i += 2) {
            all = all.and(pairs[i], pairs[i + 1]);
        }
        return all;
    }

    /** These, then one more. */
    public Labels and(String name, String said) {
        String value = said.length() <= MOST_CHARACTERS ? said : said.substring(0, MOST_CHARACTERS);
        boolean clean = LabelText.isClean(value);
        String pair = name + "=\"" + (clean ? value : LabelText.escape(value)) + '"';
        return and(new Labels(pair, clean ? pair : name + "=\"" + LabelText.harmless(value) + '"'));
    }

    /** These, then those. */
    public Labels and(Labels more) {
        if (escaped.isEmpty()) {
            return more;
        }
        if (more.escaped.isEmpty()) {
            return this;
        }
        String text = escaped + ',' + more.escaped;
        boolean same = isSameText() && more.isSameText();
        return new Labels(text, same ? text : plain + ',' + more.plain);
    }

    public boolean isEmpty() {
        return escaped.isEmpty();
    }

    /** {@code direction="inbound",peer="src"}: values with the escapes of OpenMetrics. */
    public String text() {
        return escaped;
    }

    /** The same for the older block, which knows no escapes. */
    String plainText() {
        return plain;
    }

    private boolean isSameText() {
        return escaped.length() == plain.length() && escaped.equals(plain);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Labels that && escaped.equals(that.escaped));
    }

    @Override
    public int hashCode() {
        return escaped.hashCode(); // String keeps it
    }

    @Override
    public String toString() {
        return '{' + escaped + '}';
    }
}
