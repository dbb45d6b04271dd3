package io.weft.cli.machine;

/**
 * What the training of one program came to.
 *
 * @param whole whether the program ended by itself, so that the cache it left is whole
 * @param content what it was shown, for people; empty if no more than its start
 */
record Lesson(boolean whole, String content) {
    /** The content as an addition to the program's name. */
    String inBrackets() {
        return content.isEmpty() ? "" : " (" + content + ")";
    }
}
