package io.weft.proxy.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Lines on their way to the log. Nobody who logs waits for whoever reads it: one thread formats and writes, and what finds
 * the queue full is dropped, counted, and told of by a line once there is room. It is full of lines, or of their text: a line
 * may hold what strangers wrote.
 *
 * <p>Threading: {@link #publish} from any thread, event loops among them; {@link #flush} and {@link #close} block, two
 * seconds at most.
 */
final class LogQueue extends Handler {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int STACK = 4_000; // characters of a stack trace, about

    private final Queue<LogRecord> lines = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong waitingText = new AtomicLong(); // characters
    private final AtomicLong dropped = new AtomicLong();
    private final int capacity;
    private final int mostText;
    private final OutputStream out;
    private final Thread writer;
    private long told; // the writer's: of the dropped ones

    /** Not a line: everything before it has been written once it is reached. */
    private static final class Mark extends LogRecord {
        private static final long serialVersionUID = 1;

        private final transient CountDownLatch reached = new CountDownLatch(1);

        Mark() {
            super(Level.OFF, "");
        }
    }

    /**
     * Starts its thread, a daemon.
     *
     * @param out where formatted lines go, in UTF-8; never closed
     * @param capacity lines that may wait, positive
     * @param mostText characters that may wait in them, positive
     */
    LogQueue(OutputStream out, Formatter formatter, int capacity, int mostText) {
        this.out = out;
        this.capacity = capacity;
        this.mostText = mostText;
        setFormatter(formatter);
        setLevel(Level.ALL);
        writer = Thread.ofPlatform().name("log").daemon().start(this::write);
    }

    /** Lines dropped since the start. */
    long dropped() {
        return dropped.get();
    }

    @Override
    public void publish(LogRecord line) {
        if (!isLoggable(line)) {
            return;
        }
        int text = text(line);
        int number = waiting.incrementAndGet();
        long characters = waitingText.addAndGet(text);
        if (number <= capacity && characters <= mostText) {
            lines.add(line);
            LockSupport.unpark(writer);
        } else {
            left(text);
            dropped.incrementAndGet();
        }
    }

    /** Characters, without those that every line has. */
    private static int text(LogRecord line) {
        int stack = line.getThrown() == null ? 0 : STACK;
        return line instanceof AccessLines.Line access
                ? access.length()
                : String.valueOf(line.getMessage()).length() + stack;
    }

    private void left(int text) {
        waiting.decrementAndGet();
        waitingText.addAndGet(-text);
    }

    private void write() {
        while (true) {
            for (int written = 0; written < capacity; written++) {
                LogRecord line = lines.poll();
                if (line == null) {
                    break;
                }
                take(line);
            }
            tellDropped();
            if (lines.isEmpty()) {
                LockSupport.park(this);
            }
        }
    }

    private void take(LogRecord line) {
        if (line instanceof Mark mark) {
            tellDropped();
            mark.reached.countDown();
        } else {
            left(text(line));
            print(line);
        }
    }

    private void tellDropped() {
        long all = dropped.get();
        if (all != told) {
            LogRecord line = new LogRecord(
                    Level.WARNING,
                    (all - told) + " log lines dropped: whoever reads the log is slower than it is written");
            line.setLoggerName(LogQueue.class.getName());
            told = all;
            print(line);
        }
    }

    private void print(LogRecord line) {
        try {
            out.write(getFormatter().format(line).getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException | RuntimeException unwritable) {
            dropped.incrementAndGet(); // nobody is left to be told but the metric
            told++;
        }
    }

    /** Returns once all that was published before is written, or after two seconds. */
    @Override
    public void flush() {
        Mark mark = new Mark();
        lines.add(mark);
        LockSupport.unpark(writer);
        try {
            boolean _ = mark.reached.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** As {@link #flush}: the JVM closes handlers when it ends, while others still log. */
    @Override
    public void close() {
        flush();
    }
}
