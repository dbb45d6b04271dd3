package io.weft.service.admin;

import io.weft.kubernetes.feed.Feed;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the service's feed knows, how old that is, and what was refused. */
@RestController
final class FeedPage {
    private final Feed feed;

    FeedPage(Feed feed) {
        this.feed = feed;
    }

    @GetMapping(AdminApi.ROOT + "/feed")
    FeedJson feed() {
        return FeedJson.of(feed.status());
    }
}
