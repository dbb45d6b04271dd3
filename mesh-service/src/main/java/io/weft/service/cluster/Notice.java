package io.weft.service.cluster;

/**
 * What an Event says.
 *
 * @param reason one word in upper camel case, for machines
 * @param message a sentence for people; cut at 1,024 characters
 */
public record Notice(Subject about, Urgency urgency, String reason, String message) {
    private static final int MAX_MESSAGE = 1024;

    public Notice {
        message = message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
    }

    /**
     * The object an Event is about, which need not exist.
     *
     * @param uid empty if it is not known
     */
    public record Subject(String apiVersion, String kind, String namespace, String name, String uid) {
        /** One whose uid is not known. */
        public Subject(String apiVersion, String kind, String namespace, String name) {
            this(apiVersion, kind, namespace, name, "");
        }
    }

    /** Whether somebody should look. */
    public enum Urgency {
        NORMAL("Normal"),
        WARNING("Warning");

        private final String text;

        Urgency(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }
}
