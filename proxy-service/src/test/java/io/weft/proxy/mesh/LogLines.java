package io.weft.proxy.mesh;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the proxies have logged since this was made, at INFO and above. */
final class LogLines extends Handler implements AutoCloseable {
    private final Logger ours = Logger.getLogger("io.weft.proxy");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    LogLines() {
        ours.addHandler(this);
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ours.removeHandler(this);
    }
}
