package io.weft.examples;

/** How one request ended. */
sealed interface Outcome {
    record Ok() implements Outcome {}

    /** Refused on purpose, with exactly the status and the message agreed on. */
    record MadeFailure() implements Outcome {}

    record Unexpected(String why) implements Outcome {}

    /** Judges an answer of web. */
    static Outcome of(String request, int status, String body) {
        if (status == 200) {
            return new Ok();
        }
        if (status == 409 && body.equals(MadeFailureBody.TEXT)) {
            return new MadeFailure();
        }
        return new Unexpected(request + ": " + status + ' ' + body.substring(0, Math.min(body.length(), 200)));
    }
}
