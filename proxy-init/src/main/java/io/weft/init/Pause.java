package io.weft.init;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets time pass between two looks. */
interface Pause {
    void of(Duration length);

    static Pause ofThread() {
        return length -> LockSupport.parkNanos(length.toNanos());
    }
}
