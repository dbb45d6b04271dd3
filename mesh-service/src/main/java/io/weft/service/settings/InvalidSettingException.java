package io.weft.service.settings;

/** A setting that a service cannot start with. The start-up report shows property, value and advice. */
public final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String property;
    private final String value;
    private final String advice;

    /**
     * @param property the full name, for instance {@code mesh.trust-domain}
     * @param value what was given; never a secret
     * @param advice a whole sentence that says what to write instead
     */
    public InvalidSettingException(String property, Object value, String advice) {
        super(property + " = '" + value + "' is refused. " + advice);
        this.property = property;
        this.value = String.valueOf(value);
        this.advice = advice;
    }

    public String property() {
        return property;
    }

    public String value() {
        return value;
    }

    public String advice() {
        return advice;
    }
}
