package io.weft.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.proxy.config.ProxyConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogQueueTest {
    private static final int CAPACITY = 8;

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
    private final LogQueue queue = new LogQueue(pipe, LogFormats.of(ProxyConfig.LogFormat.PLAIN), CAPACITY);

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
