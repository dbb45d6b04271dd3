package io.weft.destination.feed;

import io.weft.destination.told.ToldBoard;
import io.weft.kubernetes.feed.FeedListener;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import java.util.Collection;
import java.util.List;

/** From a feed to what the leader has to write. Called by the feed's thread. */
public final class DutyListener implements FeedListener {
    private final ToldBoard board;
    private final Runnable news;

    /** @param news told when there may be something to write; returns at once */
    public DutyListener(ToldBoard board, Runnable news) {
        this.board = board;
        this.news = news;
    }

    @Override
    public void reset(Collection<Resource> all) {
        board.reset(all);
        news.run();
    }

    @Override
    public void change(List<Resource> applied, List<ResourceId> deleted) {
        if (board.change(applied, deleted)) {
            news.run();
        }
    }

    @Override
    public void apply(Resource resource) {
        change(List.of(resource), List.of());
    }

    @Override
    public void delete(ResourceId id) {
        change(List.of(), List.of(id));
    }
}
