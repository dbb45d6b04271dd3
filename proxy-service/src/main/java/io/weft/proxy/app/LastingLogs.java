package io.weft.proxy.app;

import java.util.logging.LogManager;

/** Logging that goes on while the JVM ends: the JDK's own would take the handlers away as soon as a drain begins. */
public final class LastingLogs extends LogManager {
    /** Called by the JDK, which finds the class by its name. */
    public LastingLogs() {}

    /** Does nothing. */
    @Override
    public void reset() {}
}
