package io.weft.kubernetes.feed.folder;

/** The folder cannot be seen, or may not be trusted. The message says what to do. */
final class FolderAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FolderAwayException(String reason) {
        super(reason);
    }
}
