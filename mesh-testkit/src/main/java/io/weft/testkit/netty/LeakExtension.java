package io.weft.testkit.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test after which an unreleased buffer, or another counted resource of Netty, is garbage; the message says where it
 * was made, and last retained, released or touched by name. What a field of the test still held is found with a later test, or
 * with the class. Needs {@code io.netty.leakDetection.level=paranoid}, which the build sets, to see every one of them; where each
 * was last read and written is told without {@code io.netty.leakDetection.acquireAndReleaseOnly}, at a stack trace each time.
 *
 * <p>Looking collects garbage, for 100 to 300 ms on two busy cores. Only tests during which something was tracked pay for it:
 * in proxy-service one of thirteen, half a minute in all.
 */
public final class LeakExtension implements AfterEachCallback, AfterAllCallback {
    /** What the first finds to be garbage is told of a moment later, in time for the second. */
    private static final int ROUNDS = 2;

    private static final RecordingFactory FACTORY = new RecordingFactory();

    static {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(FACTORY);
    }

    /** For JUnit. */
    public LeakExtension() {}

    @Override
    public void afterEach(ExtensionContext context) {
        look();
    }

    /** Verifies, if anything was tracked since the last look. */
    void look() {
        if (FACTORY.tracked) {
            verify();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (FACTORY.used()) {
            verify();
        }
    }

    /**
     * Collects garbage and looks.
     *
     * @throws AssertionError naming what was lost since the last look, and where it was last held
     */
    public void verify() {
        for (int i = 0; i < ROUNDS; i++) {
            System.gc();
            ByteBufAllocator.DEFAULT.buffer(1).release(); // a tracked allocation makes the detector look
        }
        List<String> leaks = FACTORY.drain();
        if (!leaks.isEmpty()) {
            throw new AssertionError("leaked, and only garbage collection noticed:\n" + String.join("\n", leaks));
        }
    }

    private static final class RecordingFactory extends ResourceLeakDetectorFactory {
        private final List<String> leaks = new ArrayList<>();
        private boolean used;
        private volatile boolean tracked; // since the last look; set by whoever allocates

        @Override
        @Deprecated
        public synchronized <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int samplingInterval, long maxActive) {
            used = true;
            return new RecordingDetector<>(resource, samplingInterval, this);
        }

        /** Whether anything was ever tracked in this process. */
        synchronized boolean used() {
            return used;
        }

        synchronized void add(String leak) {
            leaks.add(leak);
        }

        synchronized List<String> drain() {
            List<String> all = List.copyOf(leaks);
            leaks.clear();
            tracked = false;
            return all;
        }
    }

    private static final class RecordingDetector<T> extends ResourceLeakDetector<T> {
        private final RecordingFactory factory;

        RecordingDetector(Class<?> resource, int samplingInterval, RecordingFactory factory) {
            super(resource, samplingInterval);
            this.factory = factory;
        }

        /** Netty asks for a hint, which we do not have, whenever it begins to track something. */
        @Override
        protected @Nullable Object getInitialHint(String resource) {
            factory.tracked = true;
            return null;
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resource, String records) {
            factory.add(resource + records);
        }

        @Override
        protected void reportUntracedLeak(String resource) {
            factory.add(resource);
        }
    }
}
