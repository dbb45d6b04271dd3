package io.weft.kubernetes.feed.folder;

import java.util.Map;
import java.util.Optional;

/**
 * What the disk says. Every call may block on the disk, and none throws but {@link FolderAwayException}.
 */
interface FolderView {
    /** Returns if the folder can be seen and trusted. */
    void check();

    /** Every file that may be a manifest, by name. */
    Map<String, Stamp> list();

    /** One of them; empty if there is no such file. */
    Optional<Stamp> stamp(String file);

    /** What is in one of them. */
    Contents read(String file);

    /** What was found in a file. Read once and never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    sealed interface Contents {
        /** Text to be taken. */
        record Trusted(byte[] bytes) implements Contents {}

        /** Text that may not be taken, because others can write it. */
        record Untrusted(byte[] bytes, String reason) implements Contents {}

        /**
         * More than may be taken.
         *
         * @param beginning as much as was looked at
         * @param all whether that is all of it
         */
        record TooLarge(byte[] beginning, boolean all, String reason) implements Contents {}

        /**
         * Nobody can tell what is in it.
         *
         * @param retry whether it may be readable later although its stamp stays the same
         */
        record Unseen(String reason, boolean retry) implements Contents {}

        /** There is no such file any more. */
        record Gone() implements Contents {}
    }
}
