/**
 * Holds the compiled API against the tables in {@code src/test/resources/wire}. Start at {@code WireTablesTest} for
 * names and numbers, at {@code WireBytesTest} for bytes and paths. Threading: the test's.
 */
@NullMarked
package io.weft.api;

import org.jspecify.annotations.NullMarked;
