/** Tests of {@code io.weft.viz.scrape}. */
@NullMarked
package io.weft.viz.scrape;

import org.jspecify.annotations.NullMarked;
