package io.weft.destination.feed;

import io.weft.destination.index.MeshIndex;
import io.weft.kubernetes.feed.FeedListener;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one door through which a feed's objects reach the index. Called by the feed's thread. */
public final class MeshListener implements FeedListener {
    private static final Logger log = LoggerFactory.getLogger(MeshListener.class);

    private final MeshIndex index;

    public MeshListener(MeshIndex index) {
        this.index = index;
    }

    @Override
    public void reset(Collection<Resource> all) {
        index.reset(all);
        log.info("The feed has told everything it knows: {} objects", all.size());
    }

    @Override
    public void change(List<Resource> applied, List<ResourceId> deleted) {
        index.change(applied, deleted);
    }

    @Override
    public void apply(Resource resource) {
        index.apply(resource);
    }

    @Override
    public void delete(ResourceId id) {
        index.delete(id);
    }
}
