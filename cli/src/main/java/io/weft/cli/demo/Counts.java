package io.weft.cli.demo;

/**
 * What a traffic generator counted.
 *
 * @param started whether each kind of request was answered once; it counts from then on
 * @param madeFailures refused on purpose, known by their exact status and message
 * @param lastUnexpected the last failure of another kind, in words
 */
record Counts(
        boolean started,
        long sent,
        long ok,
        long madeFailures,
        long unexpectedFailures,
        long unanswered,
        String lastUnexpected) {
    static final Counts NONE = new Counts(false, 0, 0, 0, 0, 0, "");

    Counts plus(Counts more) {
        return new Counts(
                started && more.started,
                sent + more.sent,
                ok + more.ok,
                madeFailures + more.madeFailures,
                unexpectedFailures + more.unexpectedFailures,
                unanswered + more.unanswered,
                lastUnexpected.isEmpty() ? more.lastUnexpected : lastUnexpected);
    }

    /** When nothing is sent any more, what was never answered has failed too. */
    Counts atTheEnd() {
        String why = unanswered == 0 || !lastUnexpected.isEmpty() ? lastUnexpected : "no answer";
        return new Counts(started, sent, ok, madeFailures, unexpectedFailures + unanswered, 0, why);
    }
}
