package io.weft.cli.check;

/** Told what checks found, as they find it. */
interface CheckReport {
    /** A check failed and will be looked at again. */
    void waiting(Check check, String error);

    void group(GroupResult group);

    /** The last call. */
    void end(boolean success);
}
