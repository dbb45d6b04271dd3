package io.weft.proxy.admin;

/** How much is logged, to be asked and changed while the proxy runs. Safe from any thread, and never blocks. */
public interface LogLevel {
    /** As LOG has it. */
    String filter();

    /** Whether the proxy was started with {@code off}, and is to log nothing for good. */
    boolean absent();

    /**
     * From now on.
     *
     * @throws IllegalArgumentException on what LOG would refuse; nothing has changed then
     */
    void filter(String filter);
}
