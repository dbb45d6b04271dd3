/**
 * What every feed must do, told once and run on each: start at {@code FeedScenarios}. Threading: feeds call the
 * {@code Recorder} from their own thread; tests poll it.
 */
@NullMarked
package io.weft.kubernetes.feed;

import org.jspecify.annotations.NullMarked;
