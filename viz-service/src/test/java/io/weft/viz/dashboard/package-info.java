/**
 * What the page and its two questions answer. Start at {@code io.weft.viz.app}, whose tests ask them. Threading: the
 * test's.
 */
@NullMarked
package io.weft.viz.dashboard;

import org.jspecify.annotations.NullMarked;
