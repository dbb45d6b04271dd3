package io.weft.destination.app;

import io.weft.destination.writes.Duty;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Starts what the leader does once the feed has begun, and ends it before the feed. */
final class DutyLifecycle implements SmartLifecycle {
    private static final int AFTER_THE_FEED = 1;

    private final List<Duty> duties;
    private volatile boolean running;

    DutyLifecycle(List<Duty> duties) {
        this.duties = List.copyOf(duties);
    }

    @Override
    public void start() {
        duties.forEach(Duty::start);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        duties.forEach(Duty::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return AFTER_THE_FEED;
    }
}
