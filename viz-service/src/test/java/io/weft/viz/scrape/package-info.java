/** Sidecars that answer, refuse, dawdle or say too much. Start at {@code ScraperTest}. Threading: the test's. */
@NullMarked
package io.weft.viz.scrape;

import org.jspecify.annotations.NullMarked;
