package io.weft.testkit.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class after which an unreleased buffer, or another counted resource of Netty, was garbage (looking after each
 * test would collect garbage thousands of times in a build); the message says where it was last touched. Needs
 * {@code io.netty.leakDetection.level=paranoid}, which the build sets, to see every one of them.
 */
public final class LeakExtension implements AfterAllCallback {
    private static final int ROUNDS = 2;
    private static final RecordingFactory FACTORY = new RecordingFactory();

    static {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(FACTORY);
    }

    /** For JUnit. */
    public LeakExtension() {}

    @Override
    public void afterAll(ExtensionContext context) {
        verify();
    }

    /**
     * Collects garbage and looks.
     *
     * @throws AssertionError naming what was lost since the last look, and where it was last touched
     */
    public void verify() {
        if (!FACTORY.used()) {
            return; // nothing of Netty's was ever tracked in this process
        }
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

        @Override
        @Deprecated
        public synchronized <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int samplingInterval, long maxActive) {
            used = true;
            return new RecordingDetector<>(resource, samplingInterval, this);
        }

        synchronized boolean used() {
            return used;
        }

        synchronized void add(String leak) {
            leaks.add(leak);
        }

        synchronized List<String> drain() {
            List<String> all = List.copyOf(leaks);
            leaks.clear();
            return all;
        }
    }

    private static final class RecordingDetector<T> extends ResourceLeakDetector<T> {
        private final RecordingFactory factory;

        RecordingDetector(Class<?> resource, int samplingInterval, RecordingFactory factory) {
            super(resource, samplingInterval);
            this.factory = factory;
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
