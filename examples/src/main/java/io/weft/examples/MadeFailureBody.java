package io.weft.examples;

/** What web answers when a vote was refused on purpose, to the letter. */
final class MadeFailureBody {
    static final String TEXT = "{\"status\":\"FAILED_PRECONDITION\",\"error\":\"vote refused on purpose\"}";

    private MadeFailureBody() {}
}
