package io.weft.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.config.ProxyConfig.AccessLogFormat;
import io.weft.proxy.inbound.AccessLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogQueueTest {
    private static final int CAPACITY = 8;
    private static final int TEXT = 1_000;

    /** Takes nothing until it is let. */
    private static final class FullPipe extends OutputStream {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch read = new CountDownLatch(1);
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            reached.countDown();
            try {
                read.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            taken.write(bytes, from, length);
        }

        List<String> messages() {
            return taken.toString(StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.substring(line.indexOf(": ") + 2))
                    .toList();
        }
    }

    private final FullPipe pipe = new FullPipe();
    private final LogQueue queue = new LogQueue(pipe, LogFormats.of(ProxyConfig.LogFormat.PLAIN), CAPACITY, TEXT);

    private void log(String message) {
        LogRecord line = new LogRecord(Level.INFO, message);
        line.setLoggerName("test");
        queue.publish(line);
    }

    @Test
    void whatAStrangerSaysBeginsNoLine() {
        pipe.read.countDown();
        log("refused a\n[0.1s] ERROR io.weft: forged\u001b[2J");
        queue.flush();

        assertThat(pipe.messages()).containsExactly("refused a_[0.1s] ERROR io.weft: forged_[2J");
    }

    @Test
    void whoLogsNeverWaitsForTheReaderAndIsToldWhatWasDropped() throws Exception {
        log("in the writer's hands");
        pipe.reached.await();
        for (int i = 0; i < CAPACITY + 3; i++) {
            log("line " + i);
        }
        long dropped = queue.dropped();
        pipe.read.countDown();
        queue.flush();

        assertThat(dropped).isEqualTo(3);
        assertThat(pipe.messages())
                .containsExactly(
                        "in the writer's hands",
                        "line 0",
                        "line 1",
                        "line 2",
                        "line 3",
                        "line 4",
                        "line 5",
                        "line 6",
                        "3 log lines dropped: whoever reads the log is slower than it is written",
                        "line 7");
    }

    @Test
    void linesThatWaitHoldNoMoreTextThanThereIsRoomFor() throws Exception {
        log("in the writer's hands");
        pipe.reached.await();
        String fits = "a".repeat(TEXT - 10);
        log(fits);
        log("b".repeat(11));
        log("c".repeat(10));
        long dropped = queue.dropped();
        pipe.read.countDown();
        queue.flush();
        log(fits);
        queue.flush();

        assertThat(dropped).isEqualTo(1);
        assertThat(pipe.messages()).contains(fits, "c".repeat(10)).endsWith(fits);
    }

    @Test
    void whatAClientWroteIsTextToo() throws Exception {
        log("in the writer's hands");
        pipe.reached.await();
        queue.publish(accessed("/" + "a".repeat(60_000)));
        queue.publish(accessed("/short"));
        long dropped = queue.dropped();
        pipe.read.countDown();
        queue.flush();

        assertThat(dropped).isEqualTo(1);
        assertThat(pipe.messages()).anyMatch(line -> line.contains("/short"));
    }

    private static LogRecord accessed(String uri) {
        AccessLog.Entry entry = new AccessLog.Entry(
                new InetSocketAddress(InetAddress.ofLiteral("10.1.2.3"), 4567),
                Optional.empty(),
                "GET",
                uri,
                "HTTP/1.1",
                "",
                "",
                "",
                "web",
                Optional.empty(),
                200,
                2,
                1);
        return new AccessLines.Line(Level.INFO, entry, Instant.EPOCH, AccessLogFormat.APACHE);
    }

    @Test
    void allThatWasLoggedIsWrittenOnceItIsFlushed() {
        pipe.read.countDown();
        log("first");
        log("last");
        queue.close();
        assertThat(pipe.messages()).containsExactly("first", "last");

        log("after the end has begun");
        queue.flush();
        assertThat(pipe.messages()).endsWith("after the end has begun");
    }
}
