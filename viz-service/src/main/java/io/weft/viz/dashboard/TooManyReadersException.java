package io.weft.viz.dashboard;

/** Somebody else must stop looking first. */
final class TooManyReadersException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyReadersException(int most) {
        super(most + " look already: close a page that is not needed");
    }
}
